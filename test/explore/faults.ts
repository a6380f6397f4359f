import type { Random } from '../../local/simulate/source/random.ts';
import { type WireCall, wireConflict, wireError } from '../harness/wire.ts';
import { isBatchOfWrites } from './batch.ts';
import type { Fate } from './scheduler.ts';

/** What may go wrong with a call whose client lives on; undefined where it cannot happen to such a call. */
type Fault = (call: WireCall) => Fate | undefined;

const PLAIN_WRITES: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/** DynamoDB answers a write like this that met a transaction under way. */
const conflict: Fault = (call) => {
  if (call.operation === 'TransactWriteItems')
    return { kind: 'answer', name: 'conflict', answer: wireConflict(call, () => true) };
  if (!PLAIN_WRITES.has(call.operation)) return undefined;
  return { kind: 'answer', name: 'conflict', answer: wireError('TransactionConflictException') };
};

export const OF_THE_NETWORK: readonly Fault[] = [
  () => ({
    kind: 'answer',
    name: 'throttled',
    answer: wireError('ProvisionedThroughputExceededException'),
  }),
  () => ({ kind: 'answer', name: 'failed', answer: wireError('InternalServerError', 500) }),
  conflict,
  () => ({ kind: 'drop' }),
  () => ({ kind: 'lose' }),
  () => ({ kind: 'again' }),
  (call) => (isBatchOfWrites(call.operation) ? { kind: 'halve' } : undefined),
];

export const OF_THE_ENGINE: readonly Fault[] = [
  () => ({ kind: 'kill before' }),
  () => ({ kind: 'kill after' }),
];

/** Draws faults, so many at most, each call meeting one with this probability. */
export const faultsOf = (
  random: Random,
  { kinds, probability, most }: { kinds: readonly Fault[]; probability: number; most: number },
): ((call: WireCall) => Fate | undefined) => {
  let left = most;
  return (call) => {
    if (left === 0 || !random.chance(probability)) return undefined;
    const fate = random.pick(kinds)(call);
    if (fate) left -= 1;
    return fate;
  };
};
