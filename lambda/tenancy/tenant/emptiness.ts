import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { emptinessKey } from '../keys.ts';
import type { Author, Table } from '../table.ts';
import type { Tenant } from './tenant.ts';

/** What whoever has emptied the directory of a tenant tells whoever deletes the tenant itself. */
type Purged = Pick<Tenant, 'id' | 'purgingSince'>;

/** A note that came too late, since its tenant is gone by then, is cleared away after a day. */
const KEPT_SECONDS = 86_400;

/**
 * Notes that nothing is left in a tenant's directory. It names the purge: a later tenant of the same id has another.
 * @param now epoch milliseconds
 */
export const noteEmptiness = async (
  { client, name }: Table,
  { id, purgingSince }: Purged,
  by: Author,
  now: number,
): Promise<void> => {
  const ttl = Math.floor(now / 1000) + KEPT_SECONDS;
  const Item = { ...emptinessKey(id), kind: 'empty', purgingSince, ttl, by };
  await client.send(new PutCommand({ TableName: name, Item }));
};

/** Whether this purge has left nothing. */
export const isEmpty = async ({ client, name }: Table, { id, purgingSince }: Purged): Promise<boolean> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: emptinessKey(id), ConsistentRead: true }),
  );
  return purgingSince !== undefined && Item?.['purgingSince'] === purgingSince;
};

export const deleteEmptinessNote = async ({ client, name }: Table, id: string): Promise<void> => {
  await client.send(new DeleteCommand({ TableName: name, Key: emptinessKey(id) }));
};
