import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { WireAnswer } from '../harness/wire.ts';
import { halved } from './batch.ts';
import { type Client, type End, type Program, startClient, type Waiting } from './scheduled-client.ts';
import type { Alteration } from './wire-client.ts';

/** What becomes of a call, and of the client that makes it. */
export type Fate =
  | { readonly kind: 'pass' }
  /**
   * The client dies, and the call never took effect, or took effect and was not answered; `within`: a batch of
   * writes took effect in part.
   */
  | { readonly kind: 'die before' | 'die within' | 'die after' }
  /** A batch of writes takes effect in part, and the rest is unprocessed. */
  | { readonly kind: 'halve' }
  /** It is answered like this, and takes no effect. */
  | { readonly kind: 'answer'; readonly answer: WireAnswer; readonly name: string }
  /** The connection breaks before it takes effect. */
  | { readonly kind: 'drop' }
  /** It takes effect, and the connection breaks before the answer. */
  | { readonly kind: 'lose' }
  /** It takes effect and is answered; it arrives once more at a later time. */
  | { readonly kind: 'again' }
  /** The engine is killed and started again on its file, before or after the call takes effect. */
  | { readonly kind: 'kill before' | 'kill after' };

/** Chooses which of the calls goes next, and what becomes of it. */
export type Decide = (waiting: readonly Waiting[]) => readonly [Waiting, Fate];

export interface Surroundings {
  readonly endpoint: () => string;
  /** Kills the engine and starts it again on its file. */
  readonly killEngine?: () => Promise<void>;
  /** A fault that the store is made to have. */
  readonly plant?: Alteration;
  readonly record: (waiting: Waiting, fate: Fate) => void;
}

/** After so long without a call of a client that is alive, something is wrong with the client or with us. */
const PATIENCE_MS = 30_000;

/**
 * Runs clients side by side, one call of all at a time: the next goes when the answer of the last has been
 * digested, so that the choices alone decide what happens. Of a client that has died nothing goes on: it is
 * never answered, and what it still asks for is never heard.
 * @returns the end of each client, in their order
 */
export const schedule = async <Result>(
  programs: Readonly<Record<string, Program<Result>>>,
  decide: Decide,
  { endpoint, killEngine, plant, record }: Surroundings,
): Promise<readonly End<Result>[]> => {
  const clients = Object.entries(programs).map(([name, program]) =>
    startClient(name, program, endpoint, plant),
  );
  const echoes: Waiting[] = [];
  let sleepers = true;
  try {
    for (;;) {
      await digested(clients, sleepers);
      const waiting = [...clients.flatMap((client) => client.waiting), ...echoes];
      if (waiting.length === 0) return await Promise.all(clients.map(({ end }) => end()));

      const [chosen, fate] = decide(waiting);
      record(chosen, fate);
      const client = clients.find(({ name }) => name === chosen.client);
      if (fate.kind === 'kill before') await killEngine?.();
      const answer = await takeEffect(chosen, fate.kind);
      if (fate.kind === 'kill after') await killEngine?.();
      if (fate.kind === 'again') echoes.push({ ...chosen, client: undefined });

      if (!client) echoes.splice(echoes.indexOf(chosen), 1);
      else if (fate.kind.startsWith('die')) client.die();
      else if (fate.kind === 'answer') client.answer(chosen, fate.answer);
      else if (answer && ANSWERED.has(fate.kind)) client.answer(chosen, answer);
      else client.breakOff(chosen);
      sleepers = answer?.status !== 200 || !ANSWERED.has(fate.kind);
    }
  } finally {
    for (const client of clients) client.die();
  }
};

const TAKES_EFFECT: ReadonlySet<Fate['kind']> = new Set(['pass', 'die after', 'lose', 'again', 'kill after']);
const ANSWERED: ReadonlySet<Fate['kind']> = new Set(['pass', 'again', 'halve']);

const takeEffect = async (
  { call, forward }: Waiting,
  fate: Fate['kind'],
): Promise<WireAnswer | undefined> => {
  if (fate !== 'halve' && fate !== 'die within') return TAKES_EFFECT.has(fate) ? forward() : undefined;
  const { part, answer } = halved(call);
  const written = await forward(part);
  return written.status === 200 ? answer : written;
};

/**
 * Waits until the clients have made every call that they make before another answer. An answer is digested
 * within a turn of the event loop; after a failure they may pause before they try again, and jitter being off,
 * a pause is as short as a timer can be, and over when a timer that was started later is.
 */
const digested = async (clients: readonly Client<unknown>[], sleepers: boolean): Promise<void> => {
  const start = performance.now();
  await turn();
  if (sleepers) for (let timer = 0; timer < 2; timer += 1) await sleep(1).then(() => turn());
  while (clients.some((client) => client.isBusy())) {
    await sleep(1);
    if (performance.now() - start > PATIENCE_MS) throw new Error('a client neither calls nor ends');
  }
  await turn();
};

/** Runs it with the shortest of all pauses between attempts. */
export const withoutJitter = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const { random } = Math;
  Math.random = () => 0;
  try {
    return await work();
  } finally {
    Math.random = random;
  }
};
