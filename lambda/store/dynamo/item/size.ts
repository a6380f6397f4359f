import type { Json } from '../../../scim/json.ts';
import { TooLarge } from '../../error.ts';

/**
 * The size up to which a resource is stored, bytes. What is left of an item is for the tombstone, which holds the
 * whole resource and when it was deleted.
 */
const LARGEST_RESOURCE = 408_000;
/** What DynamoDB stores as one item, bytes. */
const LARGEST_ITEM = 409_600;

const utf8 = (text: string): number => Buffer.byteLength(text);

/** The size of a value as DynamoDB counts it: UTF-8, and some bytes for each list, map and element. */
export const sizeOf = (value: Json): number => {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return utf8(value);
  if (typeof value === 'number') return 21;
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, element) => sum + 1 + sizeOf(element), 0);
  return (
    3 + Object.entries(value).reduce((sum, [name, element]) => sum + 1 + utf8(name) + sizeOf(element), 0)
  );
};

/** @throws TooLarge when the item of a resource is beyond what can be stored, and deleted, as one item */
export const requireFit = (item: Json): void => {
  if (sizeOf(item) > LARGEST_RESOURCE) throw new TooLarge('the resource is larger than 400 KB');
};

/** @throws TooLarge when a tombstone that somebody else has made is beyond what can be stored as one item */
export const requireTombstoneFit = (item: Json): void => {
  if (sizeOf(item) > LARGEST_ITEM) throw new TooLarge('the tombstone is larger than 400 KB');
};
