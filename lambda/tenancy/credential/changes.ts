/** The changes that the record of any credential goes through, each of them conditional. */
import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { type NativeAttributeValue, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conflict } from '../error.ts';
import type { Key } from '../keys.ts';
import type { Action, Author, Table } from '../table.ts';
import type { Life } from './life.ts';
import type { Proof } from './proof.ts';

type Item = Readonly<Record<string, NativeAttributeValue>>;

/**
 * Ends a credential of a tenant. One that was revoked before keeps its first date.
 * @returns the record as it is now; undefined when the tenant has no such one
 */
export const revokeRecord = (
  table: Table,
  key: Key,
  tenant: string,
  at: string,
  by: Author,
): Promise<Item | undefined> =>
  update(table, key, {
    set: '#status = :revoked, revoked = if_not_exists(revoked, :at), #by = :by',
    condition: 'tenant = :tenant',
    names: { '#status': 'status', '#by': 'by' },
    values: { ':revoked': 'revoked', ':at': at, ':by': by, ':tenant': tenant },
  });

/**
 * Lets a credential end at another date, as a part of a transaction: unless it has been ended otherwise, or revoked,
 * since it was read. It keeps the date that it was made for.
 * @param read its life as it was then
 */
export const endingAt = (table: Table, key: Key, read: Life, end: string, by: Author): Action => ({
  Update: {
    TableName: table.name,
    Key: key,
    UpdateExpression: 'SET expires = :end, planned = if_not_exists(planned, :read), #by = :by',
    ConditionExpression: '#status = :active AND expires = :read',
    ExpressionAttributeNames: { '#status': 'status', '#by': 'by' },
    ExpressionAttributeValues: { ':end': end, ':by': by, ':active': 'active', ':read': read.expires },
  },
});

/** Replaces the proof of a secret, unless somebody else has replaced it since it was read. */
export const proveRecord = async (
  table: Table,
  key: Key,
  read: Proof,
  { digest, pepper }: Proof,
  by: Author,
): Promise<void> => {
  await update(table, key, {
    set: 'digest = :digest, pepper = :pepper, #by = :by',
    condition: 'digest = :read',
    names: { '#by': 'by' },
    values: { ':digest': digest, ':pepper': pepper, ':by': by, ':read': read.digest },
  });
};

/** Notes a use, unless a later one is noted. Not by whom: it is no change of the credential. */
export const noteUse = async (table: Table, key: Key, at: string): Promise<void> => {
  await update(table, key, {
    set: 'lastUsed = :at',
    condition: 'attribute_exists(pk) AND (attribute_not_exists(lastUsed) OR lastUsed < :at)',
    values: { ':at': at },
  });
};

/** Notes that the end of a credential was announced, unless a nearer announcement is noted. @param within days */
export const noteWarning = async (table: Table, key: Key, within: number): Promise<void> => {
  await update(table, key, {
    set: 'warned = :within',
    condition: 'attribute_exists(pk) AND (attribute_not_exists(warned) OR warned > :within)',
    values: { ':within': within },
  });
};

interface Change {
  readonly set: string;
  readonly condition: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, NativeAttributeValue>>;
}

/** @returns the record as it is now; undefined when the condition does not hold @throws TenancyError `conflict` */
const update = async (table: Table, key: Key, change: Change): Promise<Item | undefined> => {
  const command = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression: `SET ${change.set}`,
    ConditionExpression: change.condition,
    ...(change.names && { ExpressionAttributeNames: change.names }),
    ExpressionAttributeValues: change.values,
    ReturnValues: 'ALL_NEW',
  });
  try {
    return (await table.client.send(command)).Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    if (error instanceof TransactionConflictException)
      throw conflict('another change of the same credential is under way; send this one again');
    throw error;
  }
};
