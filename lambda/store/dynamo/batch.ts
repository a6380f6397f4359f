import { BatchGetCommand, BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { Unavailable } from '../error.ts';
import { namesIn } from './action.ts';
import { counted, spending } from './capacity.ts';
import { chunks } from './chunks.ts';
import type { Key } from './keys.ts';
import { inParallel } from './parallel.ts';
import { retrying } from './retry.ts';
import { translated } from './sdk-error.ts';
import type { Item } from './table.ts';
import type { Reading, Writing } from './writing.ts';

/** The most keys of one BatchGetItem. */
const READ_BATCH = 100;
/** The most requests of one BatchWriteItem. */
const WRITE_BATCH = 25;

/**
 * Many items at once, whatever their number.
 * @param projection the attributes wanted besides the key, each as `#name`; all when absent
 * @returns what finds each item by its key; undefined for those that do not exist
 * @throws Unavailable, OverBudget
 */
export const batchGet = async (
  reading: Reading,
  keys: readonly Key[],
  projection?: string,
): Promise<(key: Key) => Item | undefined> => {
  const distinct = [...new Map(keys.map((key) => [identity(key), key])).values()];
  const batches = await inParallel(chunks(distinct, READ_BATCH), (batch) =>
    getBatch(reading, batch, projection),
  );
  const found = new Map(batches.flat().map((item) => [identity({ pk: item['pk'], sk: item['sk'] }), item]));
  return (key) => found.get(identity(key));
};

const identity = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

/** DynamoDB leaves keys unprocessed when it is throttled, and past 16 MB of items. */
const getBatch = async (
  reading: Reading,
  keys: readonly Key[],
  projection: string | undefined,
): Promise<readonly Item[]> => {
  const { client, name } = reading.table;
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
  await retrying(reading.deadline, async (abortSignal) => {
    while (left.length > 0) {
      const RequestItems = { [name]: { ...options, Keys: left } };
      const command = new BatchGetCommand({ RequestItems, ...counted(reading) });
      const answer = await spending(reading, () => client.send(command, { abortSignal }));
      const found = answer.Responses?.[name] ?? [];
      items.push(...found);
      left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
      if (found.length === 0 && left.length > 0)
        throw new Unavailable('the database leaves reads unprocessed');
    }
  }).catch((error: unknown) => {
    throw translated(error);
  });
  return items;
};

/**
 * Deletes items, whether they exist or not, one batch after the other.
 * @throws Unavailable when it is not done by the deadline
 */
export const batchDelete = async (writing: Writing, keys: readonly Key[]): Promise<void> => {
  for (const batch of chunks(keys, WRITE_BATCH)) await writeBatch(writing, batch.map(deletionOf));
};

/** The same side by side, for many. @throws Unavailable */
export const deleteAll = async (writing: Writing, keys: readonly Key[]): Promise<void> => {
  await inParallel(chunks(keys, WRITE_BATCH), (batch) => writeBatch(writing, batch.map(deletionOf)));
};

/** Puts items, each key once, in the place of whatever is there, batches side by side. @throws Unavailable */
export const putAll = async (writing: Writing, items: readonly Item[]): Promise<void> => {
  await inParallel(chunks(items, WRITE_BATCH), (batch) =>
    writeBatch(
      writing,
      batch.map((Item) => ({ PutRequest: { Item } })),
    ),
  );
};

type WriteRequests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

const deletionOf = ({ pk, sk }: Key): WriteRequests[number] => ({ DeleteRequest: { Key: { pk, sk } } });

const writeBatch = (
  { table: { client, name }, deadline }: Writing,
  requests: WriteRequests,
): Promise<void> => {
  let left = requests;
  return retrying(deadline, async (abortSignal) => {
    const command = new BatchWriteCommand({ RequestItems: { [name]: left } });
    const { UnprocessedItems } = await client.send(command, { abortSignal });
    left = UnprocessedItems?.[name] ?? [];
    if (left.length > 0) throw new Unavailable('the database leaves writes unprocessed');
  });
};
