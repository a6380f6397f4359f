import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { type Key, settingsKey, tenantPartition } from '../keys.ts';
import type { Table } from '../table.ts';

const POINTERS_AT_ONCE = 25;
const RECORDS_AT_ONCE = 8;

/**
 * Deletes the records of some of a tenant's credentials, and then what points to them; nothing is added to a tenant
 * that is being deleted. A pointer is called as the partition of what it points to.
 * @returns how many credentials are gone; 0 when the tenant has none
 */
export const eraseCredentials = async (table: Table, tenant: string): Promise<number> => {
  const all = await keysIn(table, tenantPartition(tenant), POINTERS_AT_ONCE + 1);
  const pointers = all.filter(({ sk }) => sk !== settingsKey(tenant).sk).slice(0, POINTERS_AT_ONCE);
  await pMap(
    pointers,
    async (pointer) => {
      await erasePartition(table, pointer.sk);
      await erase(table, pointer);
    },
    { concurrency: RECORDS_AT_ONCE },
  );
  return pointers.length;
};

/** In the order of its sort keys, so that a client goes first: nobody gives it another secret from then on. */
const erasePartition = async (table: Table, pk: string): Promise<void> => {
  for (;;) {
    const keys = await keysIn(table, pk, POINTERS_AT_ONCE);
    if (keys.length === 0) return;
    for (const key of keys) await erase(table, key);
  }
};

const keysIn = async (table: Table, pk: string, most: number): Promise<readonly Key[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ProjectionExpression: 'pk, sk',
      Limit: most,
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => ({ pk: item['pk'], sk: item['sk'] }));
};

const erase = async (table: Table, Key: Key): Promise<void> => {
  await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
};
