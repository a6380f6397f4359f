import { sizeOf } from '../../lambda/store/dynamo/item/size.ts';
import type { Item } from '../../lambda/store/dynamo/table.ts';
import { writingTo } from '../fill/filled-engine.ts';
import { populate } from '../fill/population.ts';

export interface Stored {
  readonly user: number;
  readonly group: number;
  readonly membership: number;
}

/** What DynamoDB adds to the size of each item when it bills the storage. */
const PER_ITEM = 100;
const OF_MEMBERSHIP: ReadonlySet<unknown> = new Set(['member', 'mirror']);

/** The bytes of what the store keeps of each, its counters apart. */
export const storedBytes = (): Stored => {
  const itemsOf = (users: number, groups: readonly number[]): readonly Item[] => [
    ...populate(writingTo('Directory'), { users, groups }).items(),
  ];
  return {
    user: bytesOf(itemsOf(1, [])),
    group: bytesOf(itemsOf(0, [0])),
    membership: bytesOf(itemsOf(1, [1]).filter(({ kind }) => OF_MEMBERSHIP.has(kind))),
  };
};

const bytesOf = (items: readonly Item[]): number =>
  items.reduce((sum, item) => sum + sizeOf(item as Parameters<typeof sizeOf>[0]) + PER_ITEM, 0);
