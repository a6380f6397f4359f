import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { list, object, type WireAnswer, type WireCall } from '../harness/wire.ts';

/** Batches are not written at once: each of their requests takes effect by itself. */
export const isBatchOfWrites = (operation: string): boolean => operation === 'BatchWriteItem';

/** A batch as its part that is written, and the answer that names the rest as unprocessed. */
export const halved = ({
  operation,
  body,
}: WireCall): { readonly part: WireCall; readonly answer: WireAnswer } => {
  const tables = Object.entries(object(body['RequestItems'])).map(([table, requests]): [string, Json[]] => [
    table,
    [...list(requests)],
  ]);
  const every = (remainder: number): JsonObject =>
    Object.fromEntries(
      tables.map(([table, requests]) => [table, requests.filter((_, index) => index % 2 === remainder)]),
    );
  const left = Object.fromEntries(Object.entries(every(1)).filter(([, some]) => list(some).length > 0));
  return {
    part: { operation, body: { ...body, RequestItems: every(0) } },
    answer: { status: 200, body: { UnprocessedItems: left } },
  };
};
