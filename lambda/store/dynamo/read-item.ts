import { GetCommand, type GetCommandOutput, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { namesIn, withColons } from './action.ts';
import { counted, spending } from './capacity.ts';
import type { Key } from './keys.ts';
import { retrying } from './retry.ts';
import { translated } from './sdk-error.ts';
import type { Item } from './table.ts';
import type { Reading } from './writing.ts';

/** A range of sort keys: `from` and `to` are in it, `after` and `before` are not. */
export type SortRange =
  | { readonly from: string; readonly to: string }
  | { readonly from: string }
  | { readonly to: string }
  | { readonly after: string }
  | { readonly before: string };

/** A query may be of what no tenant has to itself. */
type Asking = Omit<Reading, 'tenant'>;

/** Items of one partition, in the order of their sort keys. */
export interface Query {
  readonly pk: string;
  /** Absent for the whole partition. */
  readonly range?: SortRange | undefined;
  /** Whether the last one comes first. */
  readonly backwards?: boolean | undefined;
  /** The attributes wanted, each as `#name`; absent for all. */
  readonly projection?: string | undefined;
  /**
   * The most items of the first page; each further one may have twice as many as the one before it. Absent for as
   * much as DynamoDB reads at a time, 1 MB.
   */
  readonly pageSize?: number | undefined;
}

/** One item, with everything that was written before. @throws Unavailable, OverBudget */
export const getItem = async (reading: Asking, key: Key): Promise<Item | undefined> => {
  const { client, name } = reading.table;
  const command = new GetCommand({ TableName: name, Key: key, ConsistentRead: true, ...counted(reading) });
  const { Item: item } = await asked(reading, (abortSignal) => client.send(command, { abortSignal }));
  return item;
};

/** The items of a query, page by page as they are asked for. @throws Unavailable, OverBudget */
export async function* pagesOf(reading: Asking, query: Query): AsyncGenerator<readonly Item[]> {
  const { client, name } = reading.table;
  const { pk, range, backwards, projection, pageSize } = query;
  const condition = range ? `#pk = :pk AND ${conditionOf(range)}` : '#pk = :pk';
  const input = {
    TableName: name,
    ConsistentRead: true,
    KeyConditionExpression: condition,
    ExpressionAttributeNames: namesIn(`${condition} ${projection ?? ''}`),
    ExpressionAttributeValues: withColons({ pk, ...range }),
    ...(backwards && { ScanIndexForward: false }),
    ...(projection !== undefined && { ProjectionExpression: projection }),
    ...counted(reading),
  };
  let start: Item | undefined;
  let limit = pageSize;
  do {
    const page = { ...(limit !== undefined && { Limit: limit }), ...(start && { ExclusiveStartKey: start }) };
    const command = new QueryCommand({ ...input, ...page });
    const { Items = [], LastEvaluatedKey } = await asked(reading, (abortSignal) =>
      client.send(command, { abortSignal }),
    );
    yield Items;
    start = LastEvaluatedKey;
    limit = limit && Math.min(limit * 2, MOST_AT_ONCE);
  } while (start);
}

/** Every item of a query. @throws Unavailable, OverBudget */
export const queryAll = async (reading: Asking, query: Query): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const page of pagesOf(reading, query)) items.push(...page);
  return items;
};

/** More items than there are in 1 MB. */
const MOST_AT_ONCE = 100_000;

const OPERATORS = { from: '>=', to: '<=', after: '>', before: '<' };

/** DynamoDB takes one condition of a sort key. */
const conditionOf = (range: SortRange): string => {
  if ('from' in range && 'to' in range) return '#sk BETWEEN :from AND :to';
  const [bound, operator] = Object.entries(OPERATORS).find(([name]) => name in range) ?? [];
  return `#sk ${operator} :${bound}`;
};

const asked = async <Answer extends Pick<GetCommandOutput, 'ConsumedCapacity'>>(
  reading: Asking,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> => {
  try {
    return await spending(reading, () => retrying(reading.deadline, ask));
  } catch (error) {
    throw translated(error);
  }
};
