import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { list, object, stringIn, type WireCall } from '../../harness/wire.ts';

/** An item, or with `sk` absent a partition, that a call reads or writes. */
export interface Touched {
  readonly table: string;
  readonly pk: string;
  readonly sk?: string;
}

/**
 * Everything that a call of DynamoDB names.
 * @throws Error for a call of which that cannot be told, such as a Scan
 */
export const touchedBy = ({ operation, body }: WireCall): readonly Touched[] => {
  const read = READERS[operation];
  if (!read) throw new Error(`nobody can say what a ${operation} touches`);
  const touched = read(body);
  if (touched.length === 0 || touched.some(({ table, pk }) => table === '' || pk === ''))
    throw new Error(`a ${operation} names no key`);
  return touched;
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const tableOf = (body: JsonObject): string => textOf(body['TableName']);

const itemAt = (table: string, key: Json | undefined): Touched => ({
  table,
  pk: stringIn(object(key)['pk']),
  sk: stringIn(object(key)['sk']),
});

const keyed = (body: JsonObject): readonly Touched[] => [itemAt(tableOf(body), body['Key'] ?? body['Item'])];

const transacted = (body: JsonObject): readonly Touched[] =>
  list(body['TransactItems']).flatMap((action) => Object.values(object(action)).map(object).flatMap(keyed));

const PARTITION = /^\s*(#?\w+)\s*=\s*(:\w+)\s*(?:$|AND\s)/i;

const RANGE = /\bBETWEEN\s+(:\w+)\s+AND\s+(:\w+)/i;

/** The one partition that a query reads, or the ends of the range of it, and where in it the page begins. */
const queried = (body: JsonObject): readonly Touched[] => {
  const [, name = '', value = ''] = PARTITION.exec(textOf(body['KeyConditionExpression'])) ?? [];
  const attribute = name.startsWith('#') ? object(body['ExpressionAttributeNames'])[name] : name;
  const pk = attribute === 'pk' ? stringIn(object(body['ExpressionAttributeValues'])[value]) : '';
  const [, ...ends] = RANGE.exec(textOf(body['KeyConditionExpression'])) ?? [];
  const table = tableOf(body);
  const read =
    ends.length === 0
      ? [{ table, pk }]
      : ends.map((end) => ({ table, pk, sk: stringIn(object(body['ExpressionAttributeValues'])[end]) }));
  const start = body['ExclusiveStartKey'];
  return [...read, ...(start ? [itemAt(table, start)] : [])];
};

const READERS: Readonly<Record<string, (body: JsonObject) => readonly Touched[]>> = {
  GetItem: keyed,
  PutItem: keyed,
  UpdateItem: keyed,
  DeleteItem: keyed,
  Query: queried,
  TransactWriteItems: transacted,
  TransactGetItems: transacted,
  BatchGetItem: (body) =>
    Object.entries(object(body['RequestItems'])).flatMap(([table, keys]) =>
      list(object(keys)['Keys']).map((key) => itemAt(table, key)),
    ),
  BatchWriteItem: (body) =>
    Object.entries(object(body['RequestItems'])).flatMap(([table, writes]) =>
      list(writes)
        .flatMap((write) => Object.values(object(write)))
        .map((write) => itemAt(table, object(write)['Item'] ?? object(write)['Key'])),
    ),
};
