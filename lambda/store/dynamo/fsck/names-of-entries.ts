import { ScimError } from '../../../scim/error.ts';
import { type IndexedValue, indexedValues } from '../../../scim/index-entries.ts';
import { isObject } from '../../../scim/json.ts';
import { contentChange } from '../content-change.ts';
import { type EntryName, entryRecords, identity } from '../item/entry.ts';
import type { ResourceRecord } from '../item/resource.ts';
import type { Item } from '../table.ts';
import type { Suspicion } from './finding.ts';
import { MODELS, type Scope } from './scope.ts';
import { repair, suspicion } from './suspicion.ts';

/** The entries that an item names, as far as they are names at all. */
export const namesOf = ({ entries }: Item): readonly EntryName[] =>
  (Array.isArray(entries) ? entries : []).filter(
    (name) =>
      Array.isArray(name) &&
      name.length === 2 &&
      name.every((part) => typeof part === 'string' && part !== ''),
  );

/** The entries of the attributes under a setting; undefined for attributes that the schemas do not allow. */
export const derived = (
  { type, attributes }: ResourceRecord,
  groupNames: Scope['groupNames'],
): readonly IndexedValue[] | undefined => {
  if (!isObject(attributes)) return undefined;
  try {
    return indexedValues(MODELS[type], attributes, groupNames);
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
};

/** The setting that the tenant does not have. */
export const OTHER = { unique: 'any', any: 'unique' } as const;

/** Whether the entries that a resource names are those of its attributes. */
export const examineNames = (scope: Scope, item: Item, record: ResourceRecord): Suspicion[] => {
  const { type, id, attributes } = record;
  const entries = derived(record, scope.groupNames);
  const named = namesOf(item);
  const isComplete = Array.isArray(item['entries']) && named.length === item['entries'].length;
  if (!entries || (isComplete && isOf(named, entries, id))) return [];
  const other = derived(record, OTHER[scope.groupNames]) ?? [];
  const fault = isComplete && isOf(named, other, id) ? 'other setting' : 'wrong entries';
  const renew = repair(scope, 'names and claims those of its attributes', () => {
    // The resource itself is not modified by it.
    const unmodified = { ...scope, at: record.lastModified };
    const change = contentChange(unmodified, { ...record, entries: named }, { attributes, entries });
    return change?.actions ?? [];
  });
  return [suspicion(fault, item, `${type} ${id}`, [id], [], { repair: renew })];
};

const isOf = (named: readonly EntryName[], entries: readonly IndexedValue[], id: string): boolean => {
  const wanted = new Set(entryRecords(entries, id).map(({ name }) => identity(name)));
  return named.length === wanted.size && named.every((name) => wanted.has(identity(name)));
};
