import { BatchGetCommand, BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { Unavailable } from '../error.ts';
import { namesIn } from './action.ts';
import { chunks } from './chunks.ts';
import type { Key } from './keys.ts';
import { inParallel } from './parallel.ts';
import { pause, retrying } from './retry.ts';
import { translated } from './sdk-error.ts';
import type { Item, Table } from './table.ts';

/** The most keys of one BatchGetItem. */
const READ_BATCH = 100;
/** The most requests of one BatchWriteItem. */
const WRITE_BATCH = 25;
/** How often in a row DynamoDB may answer with nothing before we give up. */
const MAX_EMPTY_ANSWERS = 8;

/**
 * Many items at once, whatever their number.
 * @param projection the attributes wanted besides the key, each as `#name`; all when absent
 * @returns what finds each item by its key; undefined for those that do not exist
 * @throws Unavailable
 */
export const batchGet = async (
  table: Table,
  keys: readonly Key[],
  projection?: string,
): Promise<(key: Key) => Item | undefined> => {
  const distinct = [...new Map(keys.map((key) => [identity(key), key])).values()];
  const batches = await inParallel(chunks(distinct, READ_BATCH), (batch) =>
    getBatch(table, batch, projection),
  );
  const found = new Map(batches.flat().map((item) => [identity({ pk: item['pk'], sk: item['sk'] }), item]));
  return (key) => found.get(identity(key));
};

const identity = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

/** DynamoDB leaves keys unprocessed when it is throttled, and past 16 MB of items. */
const getBatch = async (
  { client, name }: Table,
  keys: readonly Key[],
  projection: string | undefined,
): Promise<readonly Item[]> => {
  const selection = projection === undefined ? undefined : `#pk, #sk, ${projection}`;
  const options = {
    ConsistentRead: true,
    ...(selection !== undefined && {
      ProjectionExpression: selection,
      ExpressionAttributeNames: namesIn(selection),
    }),
  };
  const items: Item[] = [];
  let left: Item[] = keys.map((key) => ({ ...key }));
  for (let empty = 0; left.length > 0; ) {
    const command = new BatchGetCommand({ RequestItems: { [name]: { ...options, Keys: left } } });
    const answer = await client.send(command).catch((error: unknown) => {
      throw translated(error);
    });
    const found = answer.Responses?.[name] ?? [];
    items.push(...found);
    left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    if (left.length === 0 || found.length > 0) continue;
    empty += 1;
    if (empty === MAX_EMPTY_ANSWERS) throw new Unavailable('the database leaves reads unprocessed');
    await pause(empty);
  }
  return items;
};

/** Deletes items, whether they exist or not. @throws Unavailable when it is not done by the deadline (epoch ms) */
export const batchDelete = async (table: Table, keys: readonly Key[], deadline: number): Promise<void> => {
  await inParallel(chunks(keys, WRITE_BATCH), (batch) => deleteBatch(table, batch, deadline));
};

type WriteRequests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

const deleteBatch = ({ client, name }: Table, keys: readonly Key[], deadline: number): Promise<void> => {
  let left: WriteRequests = keys.map((key) => ({ DeleteRequest: { Key: { ...key } } }));
  return retrying(deadline, async (abortSignal) => {
    const command = new BatchWriteCommand({ RequestItems: { [name]: left } });
    const { UnprocessedItems } = await client.send(command, { abortSignal });
    left = UnprocessedItems?.[name] ?? [];
    if (left.length > 0) throw new Unavailable('the database leaves deletions unprocessed');
  });
};
