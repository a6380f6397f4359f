import type { Fault } from '../harness/conflict-proxy.ts';
import { type WireCall, wireConflict, wireError } from '../harness/wire.ts';

type Faults = (call: WireCall) => Fault | undefined;

/** The calls that a fault is for. */
export type Matches = (call: WireCall) => boolean;

export const isWrite: Matches = ({ operation }) =>
  /^(Put|Update|Delete|TransactWrite|BatchWrite)/.test(operation);

/** Calls of an operation that name `text` anywhere. */
export const naming =
  (operation: string, text: string): Matches =>
  (call) =>
    call.operation === operation && JSON.stringify(call.body).includes(text);

/** One fault after the other for the calls that match, then none. */
export const inTurn = (
  matches: Matches,
  ...faults: readonly ((call: WireCall) => Fault | undefined)[]
): Faults => {
  let next = 0;
  return (call) => {
    if (!matches(call)) return undefined;
    const fault = faults[next];
    next += 1;
    return fault?.(call);
  };
};

export const always =
  (matches: Matches, fault: (call: WireCall) => Fault): Faults =>
  (call) =>
    matches(call) ? fault(call) : undefined;

/** The first `count` calls that match pass, and every later one meets the fault. */
export const afterwards = (count: number, matches: Matches, fault: (call: WireCall) => Fault): Faults => {
  let passed = 0;
  return (call) => {
    if (!matches(call)) return undefined;
    passed += 1;
    return passed > count ? fault(call) : undefined;
  };
};

export const lose = (): Fault => ({ kind: 'lose' });
export const drop = (): Fault => ({ kind: 'drop' });
export const throttle = (): Fault => ({
  kind: 'answer',
  answer: wireError('ProvisionedThroughputExceededException'),
});
export const fail = (): Fault => ({ kind: 'answer', answer: wireError('InternalServerError', 500) });

/** A failure that outlasts the time of the request, which is over at once then. */
export const lasting = (endOfTime: () => void) => (): Fault => {
  endOfTime();
  return fail();
};

/** As if another writer were at it. */
export const conflict = (call: WireCall): Fault => ({
  kind: 'answer',
  answer:
    call.operation === 'TransactWriteItems'
      ? wireConflict(call, () => true)
      : wireError('TransactionConflictException'),
});

/** Holds the first call that matches: `reached` when it has come, until `release`. */
export const holdFirst = (matches: Matches) => {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const faults = inTurn(matches, (): Fault => {
    reached.resolve();
    return { kind: 'hold', until: released.promise };
  });
  return { faults, reached: reached.promise, release: released.resolve };
};
