import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Endable, endingOf } from '../../local/ending.ts';

let exits: number[];
let now: number;
let signals: Map<NodeJS.Signals, () => void>;
let ending: AbortSignal;

beforeEach(() => {
  exits = [];
  now = 1_000;
  signals = new Map();
  const one: Endable = {
    on: (signal, listener) => signals.set(signal, listener),
    exit: (code) => exits.push(code),
  };
  ending = endingOf(one, 7, () => now);
});

const send = (signal: NodeJS.Signals): void => signals.get(signal)?.();

describe.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s', (signal) => {
  test('asks for an end in order', () => {
    expect(ending.aborted).toBe(false);
    send(signal);
    expect([ending.aborted, exits]).toEqual([true, []]);
  });
});

describe('a second signal', () => {
  test('at once is the same Ctrl-C, which a terminal and npm have both sent', () => {
    send('SIGINT');
    now += 20;
    send('SIGINT');
    expect(exits).toEqual([]);
  });

  test('later is from somebody who does not want to wait', () => {
    send('SIGINT');
    now += 501;
    send('SIGTERM');
    expect(exits).toEqual([7]);
  });
});
