import type { JsonObject } from '../../lambda/scim/json.ts';
import { list, object, stringIn, type WireCall } from '../harness/wire.ts';

/** The most items of a call that a line names. */
const SHOWN = 6;

/** One line for a call: what it does with which items, ids as labels where there is one. */
export const lineOf = (
  { operation, body }: WireCall,
  labelOf: (id: string) => string | undefined,
): string => {
  const items = itemsOf(operation, body).map((item) => readable(item, labelOf));
  const more = items.length > SHOWN ? [`and ${items.length - SHOWN} more`] : [];
  return [operation, [...items.slice(0, SHOWN), ...more].join(', ')].join(': ');
};

const itemsOf = (operation: string, body: JsonObject): readonly string[] => {
  switch (operation) {
    case 'TransactWriteItems':
      return list(body['TransactItems']).flatMap((action) =>
        Object.entries(object(action)).map(([verb, write]) => `${verb} ${keyOf(object(write))}`),
      );
    case 'BatchGetItem':
      return Object.values(object(body['RequestItems'])).flatMap((table) =>
        list(object(table)['Keys']).map((key) => keyOf({ Key: key })),
      );
    case 'BatchWriteItem':
      return Object.values(object(body['RequestItems'])).flatMap((requests) =>
        list(requests).map((request) => keyOf(object(object(request)['DeleteRequest']))),
      );
    case 'Query':
      return [stringIn(object(body['ExpressionAttributeValues'])[':pk'])];
    default:
      return [keyOf(body)];
  }
};

const keyOf = (write: JsonObject): string => {
  const { pk, sk } = object(write['Key'] ?? write['Item']);
  return `${stringIn(pk)} ${stringIn(sk)}`;
};

const readable = (item: string, labelOf: (id: string) => string | undefined): string =>
  item
    .replace(/\bT#[^#]*#/, '')
    .replace(/(count#\w+) [0-9a-f]{2}/, '$1')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => labelOf(id) ?? 'new')
    .replaceAll('\u0000', '|');
