import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import type { StoredResource } from '../port.ts';
import { type FoundEntry, foundEntryOf } from './item/entry.ts';
import { entryPartition, entryRange, entrySort } from './keys.ts';
import { queryAll } from './read-item.ts';
import { readMany } from './reading.ts';
import { revisionOf } from './revision.ts';
import type { Reading } from './writing.ts';

/** How often the entries are read before what was found so far has to do. */
const MOST_LOOKS = 3;

/**
 * The resources that have this value of an indexed attribute. Entries and resources are read one after the
 * other: where a resource turns out to have lost its entry, another may have got it, and the entries are read
 * again.
 */
export const find = async (
  reading: Reading,
  type: ResourceTypeName,
  attribute: string,
  value: string,
): Promise<readonly StoredResource[]> => {
  for (let look = 1; ; look += 1) {
    const entries = await entriesOf(reading, type, attribute, value);
    if (entries.length === 0) return [];
    const resources = await readMany(reading, type, [...new Set(entries.map(({ owner }) => owner))]);
    const owned = new Set(
      resources.flatMap((resource) =>
        revisionOf(resource)
          .entries.filter(([name]) => name === attribute)
          .map(([, sort]) => ownership(resource.id, sort)),
      ),
    );
    const held = entries.filter(({ owner, sort }) => owned.has(ownership(owner, sort)));
    if (held.length === entries.length || look === MOST_LOOKS) {
      const holders = new Set(held.map(({ owner }) => owner));
      return resources.filter(({ id }) => holders.has(id));
    }
  }
};

const ownership = (owner: string, sort: string): string => `${owner}\u0000${sort}`;

/** The entries of exactly this value. Where a key holds but the beginning of it, the entry holds it all. */
const entriesOf = async (
  reading: Reading,
  type: ResourceTypeName,
  attribute: string,
  value: string,
): Promise<readonly FoundEntry[]> => {
  const items = await queryAll(reading, {
    pk: entryPartition(reading.tenant, type, attribute),
    between: entryRange(value),
  });
  return items.map(foundEntryOf).filter((entry) => isOfValue(entry, value));
};

const isOfValue = ({ sort, owner, value: whole }: FoundEntry, value: string): boolean =>
  (whole === undefined || whole === value) &&
  (sort === entrySort(value, true, owner) || sort === entrySort(value, false, owner));
