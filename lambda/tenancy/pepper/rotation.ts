import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { conflict } from '../error.ts';
import type { Key } from '../keys.ts';
import { BASE62, randomString } from '../random.ts';
import type { Author, Table } from '../table.ts';
import { parseSecret, type Secret } from './peppers.ts';

/** The versions of the peppers, without their keys. */
export interface PepperVersions {
  readonly current: string;
  readonly versions: readonly string[];
  /** When the last rotation began, whatever became of it, RFC 3339; undefined before the first. */
  readonly since: string | undefined;
}

/** The secret that holds the peppers, for whoever changes it. */
export interface PepperSecret {
  read(): Promise<PepperVersions>;
  /** Adds a pepper and makes it the current one. @returns its version @throws TenancyError `conflict` */
  rotate(by: Author): Promise<string>;
  /** Forgets a pepper for good. @throws TenancyError `conflict`, also when it is the current one */
  remove(version: string, by: Author): Promise<void>;
}

interface Text {
  fetch(): Promise<string>;
  replace(text: string): Promise<void>;
}

const KEY_LENGTH = 64;
/** Longer than the function may run, ms, so that no holder outlives it: of one that died, the lease ends by itself. */
const LEASE = 360_000;

const LEASE_KEY: Key = { pk: 'peppers', sk: 'lease' };
const ROTATION_KEY: Key = { pk: 'peppers', sk: 'rotation' };

/**
 * Secrets Manager replaces the whole text, whoever wrote in between. So one changes it at a time, by a lease in the
 * table: two rotations side by side would lose the pepper of one of them, and with it each token that it had digested.
 * @param now epoch milliseconds
 */
export const pepperSecret = (table: Table, text: Text, now: () => number): PepperSecret => {
  const parsed = async (): Promise<Secret> => parseSecret(await text.fetch());

  const leased = async <Result>(by: Author, work: () => Promise<Result>): Promise<Result> => {
    const holder = randomBytes(16).toString('base64url');
    await take(table, holder, now(), by);
    try {
      return await work();
    } finally {
      // What was done is done: a lease that cannot be given back ends by itself.
      await release(table, holder).catch(() => undefined);
    }
  };

  return {
    read: async () => {
      const { current, versions } = await parsed();
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: ROTATION_KEY, ConsistentRead: true }),
      );
      return { current: current.version, versions: [...versions.keys()], since: Item?.['at'] };
    },

    rotate: (by) =>
      leased(by, async () => {
        const { versions } = await parsed();
        const version = `v${Math.max(...[...versions.keys()].map(numberOf)) + 1}`;
        const key = randomString(BASE62, KEY_LENGTH);
        // Before the rotation, so that of one that is made but not answered no pepper is removed too early.
        const at = new Date(now()).toISOString();
        await table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: { ...ROTATION_KEY, kind: 'rotation', version, at, by },
          }),
        );
        await text.replace(textOf(version, [...versions.values(), { version, key }]));
        return version;
      }),

    remove: (version, by) =>
      leased(by, async () => {
        const { current, versions } = await parsed();
        if (current.version === version)
          throw conflict(`the pepper ${version} has become the current one in between; it stays`);
        await text.replace(
          textOf(
            current.version,
            [...versions.values()].filter((one) => one.version !== version),
          ),
        );
      }),
  };
};

/** `v12` → 12; whatever an operator has named otherwise counts for nothing. */
const numberOf = (version: string): number => Number(/^v(\d{1,9})$/.exec(version)?.[1] ?? 0);

const textOf = (
  current: string,
  peppers: Iterable<{ readonly version: string; readonly key: string }>,
): string =>
  JSON.stringify({
    current,
    ...Object.fromEntries([...peppers].map(({ version, key }) => [version, key])),
  });

const take = async (table: Table, holder: string, now: number, by: Author): Promise<void> => {
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...LEASE_KEY, kind: 'lease', holder, until: now + LEASE, by },
        // Its own is one that was written though the answer was lost.
        ConditionExpression: 'attribute_not_exists(pk) OR #until < :now OR holder = :holder',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':now': now, ':holder': holder },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException)
      throw conflict('another change of the peppers is under way; send this one again in six minutes');
    throw error;
  }
};

const release = async (table: Table, holder: string): Promise<void> => {
  try {
    await table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: LEASE_KEY,
        ConditionExpression: 'holder = :holder',
        ExpressionAttributeValues: { ':holder': holder },
      }),
    );
  } catch (error) {
    // Somebody else's by now.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
