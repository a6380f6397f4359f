import { pendingIdOf } from './item/pending.ts';
import { pendingPartition } from './keys.ts';
import { queryAll } from './read-item.ts';
import type { Reading } from './writing.ts';

/** Ids of resources whose memberships no reader may see: being deleted, or not yet created. */
export const pendingIds = async (reading: Reading): Promise<ReadonlySet<string>> => {
  const items = await queryAll(reading, { pk: pendingPartition(reading.tenant), projection: '#sk' });
  return new Set(items.map(pendingIdOf));
};
