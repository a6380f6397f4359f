import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What a client was asked, as round trips: calls that go out side by side are one. */
export interface Trips {
  /** The operations, in the order in which they went out. */
  readonly operations: () => readonly string[];
  /** How many times something went out after an answer had come in. */
  readonly sequential: () => number;
  reset(): void;
}

/** Counts at the client, where what goes out together can be told from what follows an answer. */
export const countTrips = (client: DynamoDBDocumentClient): Trips => {
  let operations: string[] = [];
  let trips = 0;
  let answered = true;
  client.middlewareStack.add(
    (next, context) => async (input) => {
      operations.push(String(context.commandName).replace('Command', ''));
      if (answered) trips += 1;
      answered = false;
      try {
        return await next(input);
      } finally {
        answered = true;
      }
    },
    { step: 'initialize', name: 'countTrips' },
  );
  return {
    operations: () => operations,
    sequential: () => trips,
    reset: () => {
      operations = [];
      trips = 0;
      answered = true;
    },
  };
};
