import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { conflict, notFound } from '../error.ts';
import { type Key, type PointerKind, pointerKey, settingsKey, tenantPartition } from '../keys.ts';
import { type Action, type Author, type Table, transact } from '../table.ts';

interface Pointed {
  readonly tenant: string;
  readonly kind: PointerKind;
  readonly id: string;
}

/**
 * Writes new records and what points to them from their tenant.
 * @param beside what is to come about together with that, or not at all
 * @throws TenancyError `notFound` when there is no such tenant, `conflict`
 */
export const addPointed = async (
  table: Table,
  { tenant, kind, id }: Pointed,
  records: readonly object[],
  by: Author,
  beside: readonly Action[] = [],
): Promise<void> => {
  const exists: Action = {
    ConditionCheck: {
      TableName: table.name,
      Key: settingsKey(tenant),
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletingSince)',
    },
  };
  const pointer = { ...pointerKey(tenant, kind, id), kind: 'pointer', by };
  const failed = await transact(table, [
    exists,
    ...[pointer, ...records].map((item) => ({
      Put: { TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
    })),
    ...beside,
  ]);
  if (failed.includes(0)) throw notFound(`there is no tenant ${tenant}, or it is being deleted`);
  if (failed.length > 0)
    throw conflict(`the ${kind} ${id}, or what it replaces, was changed in between; send the request again`);
};

/**
 * All records of a kind that the tenant was ever given, in the order of their ids.
 * @param read one of them; a pointer whose record is gone is left out
 */
export const readPointed = async <Record>(
  table: Table,
  tenant: string,
  kind: PointerKind,
  read: (id: string) => Promise<Record | undefined>,
): Promise<readonly Record[]> => {
  const ids = await pointersOf(table, tenant, kind);
  const records = await pMap(ids, read, { concurrency: READS_AT_ONCE });
  return records.filter((record) => record !== undefined);
};

const READS_AT_ONCE = 16;

const pointersOf = async (table: Table, tenant: string, kind: PointerKind): Promise<readonly string[]> => {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :tenant AND begins_with(sk, :kind)',
      ExpressionAttributeValues: { ':tenant': tenantPartition(tenant), ':kind': `${kind}#` },
      ConsistentRead: true,
    },
  );
  const ids: string[] = [];
  for await (const { Items = [] } of pages)
    ids.push(...Items.map(({ sk }) => (sk as Key['sk']).slice(kind.length + 1)));
  return ids;
};
