import type { Bookmark } from '../../order.ts';
import { bookmarkKey } from '../keys.ts';
import type { Item } from '../table.ts';
import type { Provenance } from './provenance.ts';

const KEPT_SECONDS = 3_600;

export const bookmarkItem = (
  tenant: string,
  walk: string,
  startIndex: number,
  { place, total }: Bookmark,
  at: string,
  by: Provenance,
): Item => ({
  ...bookmarkKey(tenant, walk, startIndex),
  kind: 'bookmark',
  place: { ...place },
  ...(total !== undefined && { total }),
  ttl: Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS,
  by,
});

/** What the item says; undefined when its time is over, since DynamoDB deletes what has expired at its leisure. */
export const bookmarkFrom = (item: Item, now: number): Bookmark | undefined =>
  item['ttl'] * 1000 > now ? { place: item['place'], total: item['total'] } : undefined;
