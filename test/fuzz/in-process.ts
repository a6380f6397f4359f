import type { Part } from './part.ts';
import type { Stopwatch } from './stopwatch.ts';
import { type Trial, trying } from './trial.ts';

/** A part that needs nothing but the code. */
export const inProcess = <Input, Result>(trial: Trial<Input, Result>, stopwatch: () => Stopwatch): Part => ({
  name: trial.name,
  open: async () => ({
    try: trying(trial, stopwatch()),
    concurrency: 1,
    finish: async () => ({ violations: [], figures: {} }),
    [Symbol.asyncDispose]: async () => {},
  }),
});
