import { compareUtf8 } from '../../scim/fold.ts';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import { isWithin, type ValueRange } from '../../scim/value-range.ts';
import type { ListedResource } from '../port.ts';
import { entriesWithin } from './entry-range.ts';
import { ENTRY_PROJECTION, type FoundEntry, foundEntryOf } from './item/entry.ts';
import { listedOf } from './item/resource.ts';
import { entryPartition, valueIn } from './keys.ts';
import { queryAll, type SortRange } from './read-item.ts';
import { readRecords } from './reading.ts';
import type { Reading } from './writing.ts';

/** How often the entries are read before what was found so far has to do. */
const MOST_LOOKS = 3;

/**
 * The ids of the resources that have a value in a range, sorted, each once. Entries are read one after the other, so
 * that one which moves behind those that have been read is missed.
 */
export const holders = async (
  reading: Reading,
  type: ResourceTypeName,
  attribute: string,
  values: ValueRange,
): Promise<readonly string[]> => {
  const entries = await entriesOf(reading, type, attribute, values);
  return [...new Set(entries.map(({ owner }) => owner))].sort();
};

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
): Promise<readonly ListedResource[]> => {
  for (let look = 1; ; look += 1) {
    const entries = await entriesOf(reading, type, attribute, { kind: 'equal', value });
    if (entries.length === 0) return [];
    const records = await readRecords(reading, type, [...new Set(entries.map(({ owner }) => owner))]);
    const owned = new Set(
      records.flatMap((record) =>
        record.entries.filter(([name]) => name === attribute).map(([, sort]) => ownership(record.id, sort)),
      ),
    );
    const held = entries.filter(({ owner, sort }) => owned.has(ownership(owner, sort)));
    if (held.length === entries.length || look === MOST_LOOKS) {
      const holders = new Set(held.map(({ owner }) => owner));
      return records.filter(({ id }) => holders.has(id)).map(listedOf);
    }
  }
};

const ownership = (owner: string, sort: string): string => `${owner}\u0000${sort}`;

/** The entries of the values in a range. Where a key holds but the beginning of a value, the entry holds it all. */
const entriesOf = async (
  reading: Reading,
  type: ResourceTypeName,
  attribute: string,
  values: ValueRange,
): Promise<readonly FoundEntry[]> => {
  const range = entriesWithin(values);
  if (range && isEmpty(range)) return [];
  const pk = entryPartition(reading.tenant, type, attribute);
  const items = await queryAll(reading, { pk, range, projection: ENTRY_PROJECTION });
  return items.map(foundEntryOf).filter(({ sort, value }) => isWithin(values, value ?? valueIn(sort)));
};

/** DynamoDB refuses a range whose end is before its beginning. */
const isEmpty = (range: SortRange): boolean =>
  'from' in range && 'to' in range && compareUtf8(range.from, range.to) > 0;
