import { ScimError, type ScimType } from '../../lambda/scim/error.ts';
import { type Random, randomOf } from '../../local/simulate/source/random.ts';
import { MOST_MS, type Stopwatch } from './stopwatch.ts';

/** A kind of input, and what has to hold of the code that takes it. */
export interface Trial<Input, Result> {
  readonly name: string;
  readonly draw: (random: Random) => Input;
  /** The code that is tried and nothing else: what it takes of the CPU is measured. */
  readonly run: (input: Input) => Result;
  /** What it may refuse an input with. */
  readonly refusals: readonly ScimType[];
  /** What is wrong with what came of an input that was not refused. */
  readonly violations: (input: Input, result: Result) => readonly string[];
}

/** What came of one input. */
export interface Outcome {
  /** `filters/123`: says, with the seed, everything that it depends on. */
  readonly name: string;
  /** The keyword of the error by which the input was refused; undefined when it was not. */
  readonly refusal: string | undefined;
  /** Milliseconds of CPU, at most; undefined where that is not measured. */
  readonly milliseconds: number | undefined;
  readonly violations: readonly string[];
  /** The input for people. */
  readonly input: () => string;
}

export type Try = (seed: string, number: number) => Outcome;

/** Longer than an error needs to be, and shorter than what it might repeat. */
const LONGEST_DETAIL = 400;
const LONGEST_INPUT = 4_000;

/** A trial as a function of the seed and the number of an input. */
export const trying =
  <Input, Result>(trial: Trial<Input, Result>, stopwatch: Stopwatch): Try =>
  (seed, number) => {
    const name = `${trial.name}/${number}`;
    const input = trial.draw(randomOf(`${name} ${seed}`));
    const { result, milliseconds } = stopwatch.measure(() => ended(() => trial.run(input)));
    return {
      name,
      refusal: 'refusal' in result ? (result.refusal.scimType ?? 'none') : undefined,
      milliseconds,
      violations: [
        ...judged(() => violationsOf(trial, input, result)),
        ...(milliseconds > MOST_MS ? [`it took ${milliseconds.toFixed(1)} ms of CPU`] : []),
        ...pollution(),
      ],
      input: () => JSON.stringify(input).slice(0, LONGEST_INPUT),
    };
  };

type End<Result> =
  | { readonly value: Result }
  | { readonly refusal: ScimError }
  | { readonly failure: unknown };

const ended = <Result>(work: () => Result): End<Result> => {
  try {
    return { value: work() };
  } catch (error) {
    return error instanceof ScimError ? { refusal: error } : { failure: error };
  }
};

const violationsOf = <Input, Result>(
  { refusals, violations }: Trial<Input, Result>,
  input: Input,
  end: End<Result>,
): readonly string[] => {
  if ('value' in end) return violations(input, end.value);
  if ('failure' in end) return [`it threw ${described(end.failure)}`];
  const { status, scimType, message } = end.refusal;
  const isOne = status === 400 && refusals.some((refusal) => refusal === scimType);
  return [
    ...(isOne ? [] : [`it was refused with ${status} ${scimType}: ${message.slice(0, LONGEST_DETAIL)}`]),
    ...(message.length > LONGEST_DETAIL ? [`its error has ${message.length} characters`] : []),
    ...(message.isWellFormed() ? [] : ['its error is no Unicode']),
  ];
};

/** A judge that stumbles has found something, too. */
const judged = (judge: () => readonly string[]): readonly string[] => {
  try {
    return judge();
  } catch (error) {
    return [`it could not be judged: ${described(error)}`];
  }
};

const described = (thrown: unknown): string =>
  Error.isError(thrown) ? (thrown.stack ?? thrown.message).slice(0, 1_000) : String(thrown);

const INHERITED = [Object.prototype, Array.prototype, Function.prototype, String.prototype] as const;
const before = INHERITED.map((prototype) => Reflect.ownKeys(prototype).length);

/** Whether anything has been added to what all values inherit. */
const pollution = (): readonly string[] =>
  INHERITED.every((prototype, index) => Reflect.ownKeys(prototype).length === before[index])
    ? []
    : ['a prototype was changed'];
