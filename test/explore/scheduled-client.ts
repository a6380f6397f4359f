import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { WireAnswer } from '../harness/wire.ts';
import { type Alteration, clientThrough, type Passage, type Passing } from './wire-client.ts';

/** A call that has arrived and goes on when it is chosen. */
export interface Waiting extends Passing {
  /** Who makes it; undefined for what arrives a second time. */
  readonly client: string | undefined;
  /** Its number among the calls of its client, counted from 1. */
  readonly nth: number;
}

/** What a client came to: what it returned, or nothing, since it died. */
export type End<Result> = { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'died' };

/** What a client does. */
export type Program<Result> = (client: DynamoDBDocumentClient) => Promise<Result>;

/** A client under way. */
export interface Client<Result> {
  readonly name: string;
  /** Its calls that have arrived and were not let go. */
  readonly waiting: readonly Waiting[];
  /** Whether it will make another call, or end, of its own accord. */
  readonly isBusy: () => boolean;
  readonly answer: (call: Waiting, answer: WireAnswer) => void;
  readonly breakOff: (call: Waiting) => void;
  readonly die: () => void;
  /** To be asked for when it is not busy and nothing of it waits. */
  readonly end: () => Promise<End<Result>>;
}

/** Starts a program whose calls of the database wait to be let go. */
export const startClient = <Result>(
  name: string,
  program: Program<Result>,
  endpoint: () => string,
  plant: Alteration | undefined,
): Client<Result> => {
  const waiting: (Waiting & PromiseWithResolvers<WireAnswer>)[] = [];
  let alive = true;
  let ended = false;
  let calls = 0;
  const passage: Passage = (passing) => {
    const held = Promise.withResolvers<WireAnswer>();
    if (alive) waiting.push({ ...passing, ...held, client: name, nth: ++calls });
    return held.promise;
  };
  const client = clientThrough(endpoint, passage, plant);
  const work = program(client).finally(() => {
    ended = true;
  });
  // Whoever died is not asked for its result.
  work.catch(() => {});
  const take = (call: Waiting) => {
    const [taken] = waiting.splice(
      waiting.findIndex(({ nth }) => nth === call.nth),
      1,
    );
    return taken;
  };
  return {
    name,
    waiting,
    isBusy: () => alive && !ended && waiting.length === 0,
    answer: (call, answer) => take(call)?.resolve(answer),
    breakOff: (call) =>
      take(call)?.reject(Object.assign(new Error('the connection broke'), { code: 'ECONNRESET' })),
    die: () => {
      alive = false;
      waiting.length = 0;
    },
    end: async () => (alive ? { kind: 'done', result: await work } : { kind: 'died' }),
  };
};
