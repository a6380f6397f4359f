/** What is conditional: users and groups alike, and the three ways to write them. */
import type { Json, JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import type { Answer } from '../../http/exchange.ts';
import type { Resource } from '../../resource.ts';
import type { Session } from '../../session.ts';
import { PATCH } from '../../urns.ts';
import { textOf } from '../../values.ts';
import { expectChanged } from '../support.ts';

export const ETAGS = 'RFC 7644 §3.14';

export type Kind = 'user' | 'group';

export const make = (scim: Session, kind: Kind, attributes: JsonObject = {}): Promise<Resource> =>
  kind === 'user' ? scim.user(attributes) : scim.group(attributes);

export const tagOf = async (scim: Session, { path }: Pick<Resource, 'path'>): Promise<string> =>
  textOf((await scim.get(path)).headers.etag);

/** The same check of a user and of a group. */
export const both = (
  name: string,
  source: string,
  title: (kind: Kind) => string,
  run: (scim: Session, kind: Kind) => Promise<unknown>,
  needs: Draft['needs'] = [],
): readonly Draft[] =>
  (['user', 'group'] as const).map((kind) =>
    check(`${kind}-${name}`, source, title(kind), (scim) => run(scim, kind), {
      needs: [...needs, kind === 'group' ? 'groups' : 'users'],
    }),
  );

const METHODS = ['PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

/** The same check of a user and of a group, by each method that writes. */
export const eachWay = (
  name: string,
  source: string,
  title: (what: string) => string,
  run: (scim: Session, how: Method, resource: Resource) => Promise<unknown>,
): readonly Draft[] =>
  METHODS.flatMap((how) =>
    both(
      `${how.toLowerCase()}-${name}`,
      source,
      (kind) => title(`${how} of a ${kind}`),
      async (scim, kind) => run(scim, how, await make(scim, kind)),
      how === 'PATCH' ? ['patch'] : [],
    ),
  );

const CHANGE: Json = { op: 'replace', path: 'externalId', value: 'changed' };

export const write = (
  scim: Session,
  how: Method,
  { path, attributes }: Resource,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> => {
  if (how === 'PUT') return scim.put(path, { ...attributes, externalId: 'changed' }, headers);
  if (how === 'PATCH')
    return scim.send('PATCH', path, { body: { schemas: [PATCH], Operations: [CHANGE] }, headers });
  return scim.delete(path, headers);
};

export const expectDone = (how: Method, answer: Answer, resource: Resource): void => {
  if (how === 'DELETE') expectAnswer(answer, { status: 204 });
  else expectChanged(answer, resource, { externalId: 'changed' });
};
