import type { Json } from '../../scim/json.ts';
import { isObject } from '../../scim/json.ts';
import type { Content } from '../port.ts';
import type { Action } from './action.ts';
import { deleteEntry, entryRecords, identity, putEntry } from './item/entry.ts';
import { type ResourceRecord, replaceResource } from './item/resource.ts';
import type { Writing } from './writing.ts';

/** New content of a resource: the record that it becomes, and what has to be written for that. */
export interface ContentChange {
  readonly record: ResourceRecord;
  readonly actions: readonly Action[];
}

/**
 * What it takes to give a resource this content; undefined when it has it already. Entries are compared by
 * their keys, so one that stays is not touched, whatever became of the value's case.
 * @throws TooLarge
 */
export const contentChange = (
  { tenant, at, by }: Writing,
  before: ResourceRecord,
  next: Content,
): ContentChange | undefined => {
  const { type, id } = before;
  const wanted = entryRecords(next.entries, id);
  const had = new Set(before.entries.map(identity));
  const has = new Set(wanted.map(({ name }) => identity(name)));
  const gained = wanted.filter(({ name }) => !had.has(identity(name)));
  const lost = before.entries.filter((name) => !has.has(identity(name)));
  if (gained.length + lost.length === 0 && isSame(before.attributes, next.attributes)) return undefined;

  const record: ResourceRecord = {
    ...before,
    version: before.version + 1,
    lastModified: at,
    attributes: next.attributes,
    entries: wanted.map(({ name }) => name),
  };
  return {
    record,
    actions: [
      replaceResource(tenant, record, before.version, by),
      ...gained.map((entry) => putEntry(tenant, type, id, entry, by)),
      ...lost.map((name) => deleteEntry(tenant, type, id, name)),
    ],
  };
};

/** Whether two values are the same JSON; the order of an object's names does not matter. */
export const isSame = (a: Json | undefined, b: Json | undefined): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => isSame(element, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((name) => isSame(a[name], b[name]));
  }
  return a === b;
};
