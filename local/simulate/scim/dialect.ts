/** The two ways in which Entra writes its PATCHes; which one is chosen by a flag in the Tenant URL. */
import type { JsonObject } from '../../json.ts';
import { ENTERPRISE_USER, type Path } from './path.ts';

export const DIALECTS = ['default', 'flag'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** What becomes of one text; undefined is none. */
export interface TextChange {
  readonly path: Path;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface Changes {
  readonly texts: readonly TextChange[];
  /** Undefined: as it was. */
  readonly active: boolean | undefined;
}

type Operations = readonly JsonObject[];

export interface Dialect {
  readonly name: DialectName;
  /** What the Tenant URL carries, and with it every request. */
  readonly query: readonly string[];
  readonly changes: (changes: Changes) => Operations;
  /** @param id undefined: nobody any more */
  readonly manager: (id: string | undefined) => Operations;
  readonly addMember: (id: string) => Operations;
  readonly removeMember: (id: string) => Operations;
}

const MANAGER = `${ENTERPRISE_USER}:manager`;

/** Capitals, booleans as texts, an operation a path; only what is named in the value of a removal goes. */
const defaultDialect: Dialect = {
  name: 'default',
  query: [],
  changes: ({ texts, active }) => [
    ...(active === undefined ? [] : [{ op: 'Replace', path: 'active', value: active ? 'True' : 'False' }]),
    ...texts.map(({ path, from, to }) => ({
      op: from === undefined ? 'Add' : 'Replace',
      path: path.text,
      value: to ?? '',
    })),
  ],
  manager: (id) => [
    id === undefined
      ? { op: 'Replace', path: MANAGER, value: '' }
      : { op: 'Add', path: 'manager', value: [{ $ref: null, value: id }] },
  ],
  addMember: (id) => [{ op: 'Add', path: 'members', value: [{ $ref: null, value: id }] }],
  removeMember: (id) => [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: id }] }],
};

/** Nearer to the RFC, but for the dotted and qualified names in an operation without a path. */
const flagDialect: Dialect = {
  name: 'flag',
  query: ['aadOptscim062020'],
  changes: ({ texts, active }) => {
    const together = texts.filter(({ path }) => !path.filtered);
    return [
      ...(active === undefined ? [] : [{ op: 'replace', path: 'active', value: active }]),
      ...texts
        .filter(({ path }) => path.filtered)
        .map(({ path, from, to }) => ({
          op: from === undefined ? 'add' : 'replace',
          path: path.text,
          value: to ?? null,
        })),
      ...(together.length === 0
        ? []
        : [
            {
              op: 'replace',
              value: Object.fromEntries(together.map(({ path, to }) => [path.text, to ?? null])),
            },
          ]),
    ];
  },
  manager: (id) => [
    id === undefined ? { op: 'remove', path: MANAGER } : { op: 'replace', path: MANAGER, value: id },
  ],
  addMember: (id) => [{ op: 'add', path: 'members', value: [{ value: id }] }],
  removeMember: (id) => [{ op: 'remove', path: `members[value eq ${JSON.stringify(id)}]` }],
};

export const dialectOf = (name: DialectName): Dialect => (name === 'flag' ? flagDialect : defaultDialect);
