import { expect, test } from '@jest/globals';
import { bookmarkFrom, bookmarkItem } from '../../lambda/store/dynamo/item/bookmark.ts';
import { provenance } from '../../lambda/store/dynamo/item/provenance.ts';

const AT = '2026-11-24T12:00:00.000Z';
const ITEM = bookmarkItem(
  'acme',
  'walk',
  101,
  { place: { id: 'a' }, total: 7 },
  AT,
  provenance({ tokenId: 't', requestId: 'r', sourceIp: '192.0.2.1', dialect: 'other' }),
);

test('a bookmark is good for an hour, whether or not DynamoDB has deleted it by then', () => {
  const after = (minutes: number) => bookmarkFrom(ITEM, Date.parse(AT) + minutes * 60_000);
  expect(after(59)).toEqual({ place: { id: 'a' }, total: 7 });
  expect(after(60)).toBeUndefined();
  expect(ITEM['ttl']).toBe(Date.parse(AT) / 1_000 + 3_600);
});
