import type { DeclaredIndex } from '../../../scim/schema/declared-index.ts';
import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { put } from '../action.ts';
import type { Provenance } from '../item/provenance.ts';
import { registrationKey } from '../keys.ts';
import { getItem } from '../read-item.ts';
import { isDone } from '../refusal.ts';
import type { Item } from '../table.ts';
import { commit } from '../transaction.ts';
import type { Writing } from '../writing.ts';

/** The declared indexes of a type for which whoever writes resources now makes entries. */
export interface Registration {
  /** Grows with each change. */
  readonly version: number;
  /** By their attributes. */
  readonly indexes: Readonly<Record<string, Registered>>;
}

interface Registered {
  readonly form: string;
  /** The version by which it came. An index that was away meanwhile comes back under another one. */
  readonly generation: number;
  /** When that was: RFC 3339, UTC. */
  readonly at: string;
}

const NOTHING: Registration = { version: 0, indexes: {} };

export const registrationOf = (item: Item | undefined): Registration =>
  item ? { version: item['version'], indexes: item['indexes'] } : NOTHING;

/** What a registration becomes where these are declared; undefined where that is what it is. */
export const registering = (
  found: Registration,
  declared: readonly DeclaredIndex[],
  at: string,
): Registration | undefined => {
  const isKnown = ({ attribute, form }: DeclaredIndex) => found.indexes[attribute]?.form === form;
  if (declared.length === Object.keys(found.indexes).length && declared.every(isKnown)) return undefined;
  const version = found.version + 1;
  const indexes = declared.map((index): [string, Registered] => {
    const known = isKnown(index) ? found.indexes[index.attribute] : undefined;
    return [index.attribute, known ?? { form: index.form, generation: version, at }];
  });
  return { version, indexes: Object.fromEntries(indexes) };
};

/**
 * Notes which indexes a release of the code makes entries for, before it writes its first resource. So a release
 * that does not know an index leaves a trace, by which every later one sees that entries may be missing.
 * @returns what is registered by then
 * @throws Unavailable
 */
export const register = async (
  writing: Omit<Writing, 'tenant'>,
  type: ResourceTypeName,
  declared: readonly DeclaredIndex[],
): Promise<Registration> => {
  for (;;) {
    const found = registrationOf(await getItem(writing, registrationKey(type)));
    const next = registering(found, declared, writing.at);
    if (!next) return found;
    const action = put(toItem(type, next, writing.by), {
      condition: found.version === 0 ? 'attribute_not_exists(#pk)' : '#version = :found',
      ...(found.version > 0 && { values: { found: found.version } }),
      refused: () => ({ kind: 'stale' }),
    });
    if (isDone(await commit(writing.table, [action], writing.deadline))) return next;
  }
};

const toItem = (type: ResourceTypeName, { version, indexes }: Registration, by: Provenance): Item => ({
  ...registrationKey(type),
  kind: 'indexes',
  version,
  indexes,
  by,
});
