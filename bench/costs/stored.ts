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
const MEMBERS = 16;

/** The bytes of what the store keeps of each, its counters apart. */
export const storedBytes = (): Stored => {
  const bytesOf = (users: number, groups: readonly number[]): number => {
    const items = [...populate(writingTo('Directory'), { users, groups }).items()];
    return items.reduce((sum, item) => sum + sizeOf(item as Plain) + PER_ITEM, 0);
  };
  const crowd = bytesOf(MEMBERS, []);
  const user = crowd / MEMBERS;
  const group = bytesOf(0, [0]);
  return { user, group, membership: Math.round((bytesOf(MEMBERS, [MEMBERS]) - crowd - group) / MEMBERS) };
};

type Plain = Parameters<typeof sizeOf>[0] & Item;
