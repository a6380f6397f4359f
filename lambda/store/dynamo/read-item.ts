import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { namesIn, withColons } from './action.ts';
import type { Key } from './keys.ts';
import { retrying } from './retry.ts';
import { translated } from './sdk-error.ts';
import type { Item } from './table.ts';
import type { Reading } from './writing.ts';

/** A query may be of what no tenant has to itself. */
type Asking = Omit<Reading, 'tenant'>;

/** Items of one partition, in the order of their sort keys. */
export interface Query {
  readonly pk: string;
  /** The first and the last sort key of a range, both included; absent for the whole partition. */
  readonly between?: { readonly from: string; readonly to: string };
  /** The attributes wanted, each as `#name`; absent for all. */
  readonly projection?: string;
  /** The most items of a page; absent for as much as DynamoDB reads at a time, 1 MB. */
  readonly pageSize?: number;
}

/** One item, with everything that was written before. @throws Unavailable */
export const getItem = async ({ table, deadline }: Asking, key: Key): Promise<Item | undefined> => {
  const command = new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true });
  const { Item: item } = await asked(deadline, (abortSignal) => table.client.send(command, { abortSignal }));
  return item;
};

/** The items of a query, page by page as they are asked for. @throws Unavailable */
export async function* pagesOf({ table, deadline }: Asking, query: Query): AsyncGenerator<readonly Item[]> {
  const { pk, between, projection, pageSize } = query;
  const condition = between ? '#pk = :pk AND #sk BETWEEN :from AND :to' : '#pk = :pk';
  const input = {
    TableName: table.name,
    ConsistentRead: true,
    KeyConditionExpression: condition,
    ExpressionAttributeNames: namesIn(`${condition} ${projection ?? ''}`),
    ExpressionAttributeValues: withColons({ pk, ...between }),
    ...(projection !== undefined && { ProjectionExpression: projection }),
    ...(pageSize !== undefined && { Limit: pageSize }),
  };
  let start: Item | undefined;
  do {
    const command = new QueryCommand({ ...input, ...(start && { ExclusiveStartKey: start }) });
    const { Items = [], LastEvaluatedKey } = await asked(deadline, (abortSignal) =>
      table.client.send(command, { abortSignal }),
    );
    yield Items;
    start = LastEvaluatedKey;
  } while (start);
}

/** Every item of a query. @throws Unavailable */
export const queryAll = async (reading: Asking, query: Query): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const page of pagesOf(reading, query)) items.push(...page);
  return items;
};

const asked = async <Answer>(
  deadline: number,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> => {
  try {
    return await retrying(deadline, ask);
  } catch (error) {
    throw translated(error);
  }
};
