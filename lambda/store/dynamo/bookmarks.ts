import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Bookmark } from '../order.ts';
import { bookmarkFrom, bookmarkItem } from './item/bookmark.ts';
import { bookmarkKey } from './keys.ts';
import { getItem } from './read-item.ts';
import type { Reading, Writing } from './writing.ts';

/** How long a page waits for its bookmark to be written, milliseconds. */
const PATIENCE = 500;

export const bookmark = async (
  reading: Reading,
  walk: string,
  startIndex: number,
): Promise<Bookmark | undefined> => {
  const item = await getItem(reading, bookmarkKey(reading.tenant, walk, startIndex));
  return item && bookmarkFrom(item, Date.now());
};

/** Tries once: what hinders it hinders the page that it is written beside no longer than that. */
export const leaveBookmark = async (
  { table, tenant, at, by }: Writing,
  walk: string,
  startIndex: number,
  left: Bookmark,
): Promise<void> => {
  const Item = bookmarkItem(tenant, walk, startIndex, left, at, by);
  const abortSignal = AbortSignal.timeout(PATIENCE);
  await table.client.send(new PutCommand({ TableName: table.name, Item }), { abortSignal }).catch(() => {});
};
