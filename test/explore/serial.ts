import type { Effect, Model } from './model.ts';

/** One of the ways in which requests may come out that are made side by side. */
export interface Course {
  /** What each request is answered, in the order of the requests; undefined where nobody hears it. */
  readonly answers: readonly (Reply | undefined)[];
  readonly after: Model;
}

export interface Reply {
  readonly status: number;
  /** What a reader is told. */
  readonly told?: string | undefined;
}

/** A request, and whether its client lived to hear the answer. */
export interface Taken {
  readonly effect: Effect;
  readonly heard: boolean;
}

/** As if one came after the other, in every order; what nobody heard the answer of may not have been at all. */
export const serialCourses = (before: Model, requests: readonly Taken[]): readonly Course[] =>
  ordersOf(requests.map((_, index) => index))
    .flatMap((order) => withAndWithout(order, requests))
    .map((order) => {
      const answers: (Reply | undefined)[] = requests.map(() => undefined);
      let after = before;
      for (const index of order) {
        const { effect, heard } = requests[index] ?? { effect: undefined, heard: false };
        const outcome = effect?.(after);
        if (!outcome) continue;
        if (heard) answers[index] = { status: outcome.status, told: outcome.told };
        after = outcome.after;
      }
      return { answers, after };
    });

const ordersOf = (indexes: readonly number[]): readonly (readonly number[])[] =>
  indexes.length === 0
    ? [[]]
    : indexes.flatMap((first) =>
        ordersOf(indexes.filter((other) => other !== first)).map((rest) => [first, ...rest]),
      );

/** The order itself, and without any of those that may not have been. */
const withAndWithout = (
  [first, ...rest]: readonly number[],
  requests: readonly Taken[],
): readonly (readonly number[])[] => {
  if (first === undefined) return [[]];
  const later = withAndWithout(rest, requests);
  const taken = later.map((order) => [first, ...order]);
  return requests[first]?.heard ? taken : [...taken, ...later];
};
