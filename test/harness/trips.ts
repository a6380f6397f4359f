import { setImmediate as untilQuiet } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isObject, type Json } from '../../lambda/scim/json.ts';
import { consumedCapacity } from './wire.ts';

/** What a client was asked, as round trips: calls that go out side by side are one. */
export interface Trips {
  /** The operations, in the order in which they went out. */
  readonly operations: () => readonly string[];
  /** How many times something went out after an answer had come in. */
  readonly sequential: () => number;
  /** Units, as the engine counts them. */
  readonly capacity: () => Capacity;
  reset(): void;
}

export interface Capacity {
  readonly read: number;
  readonly write: number;
}

const READING: ReadonlySet<string> = new Set(['GetItem', 'BatchGetItem', 'Query']);

/**
 * Counts at the client, where what goes out together can be told from what follows an answer. Answers are handed on
 * when all that is under way has been answered, as if every call took equally long: so the count is always the same.
 */
export const countTrips = (client: DynamoDBDocumentClient): Trips => {
  let operations: string[] = [];
  let trips = 0;
  let capacity: Capacity = { read: 0, write: 0 };
  let underWay = 0;
  let answered: (() => void)[] = [];

  /** Settles once everything that went out together has been answered. */
  const allAnswered = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answered.push(resolve);
    await untilQuiet();
    if (answered.length > 0 && answered.length === underWay) {
      const together = answered;
      answered = [];
      underWay = 0;
      trips += 1;
      for (const handOn of together) handOn();
    }
    await promise;
  };

  // No call is broken off for being slow: how fast this machine is has no part in what is counted.
  const send = client.send.bind(client);
  Object.assign(client, { send: (command: Parameters<typeof send>[0]) => send(command) });
  client.middlewareStack.add(
    (next, context) => async (request) => {
      const operation = String(context.commandName).replace('Command', '');
      operations.push(operation);
      underWay += 1;
      try {
        const input = { ...request.input, ReturnConsumedCapacity: 'TOTAL' };
        const result = await next({ ...request, input });
        const units = consumedCapacity({ ConsumedCapacity: consumedIn(result.output) });
        capacity = READING.has(operation)
          ? { ...capacity, read: capacity.read + units }
          : { ...capacity, write: capacity.write + units };
        return result;
      } finally {
        await allAnswered();
      }
    },
    { step: 'initialize', name: 'countTrips' },
  );
  return {
    operations: () => operations,
    sequential: () => trips,
    capacity: () => capacity,
    reset: () => {
      operations = [];
      trips = 0;
      capacity = { read: 0, write: 0 };
    },
  };
};

const consumedIn = (output: unknown): Json => {
  const answer = output as Json;
  return isObject(answer) ? (answer['ConsumedCapacity'] ?? null) : null;
};
