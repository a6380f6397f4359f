import type { Kind } from '../setting-kinds.ts';

type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text for people, on one line. */
export const prose = (most: number): Kind<string> => ({
  expected: `a text of 1 to ${most} characters on one line`,
  parse: (value) =>
    typeof value === 'string' && value !== '' && value.length <= most && !/\p{Cc}/u.test(value)
      ? value
      : undefined,
});

/** `true` or `false`, and in a file not as a string. */
export const boolean: Kind<boolean> = {
  expected: 'true or false',
  parse: (value) => (typeof value === 'boolean' ? value : undefined),
};

export const choice = <T extends string>(values: readonly T[]): Kind<T> => ({
  expected: `one of ${values.map((value) => `"${value}"`).join(', ')}`,
  parse: (value) => values.find((one) => one === value),
});

/** A list of objects, which are looked into one by one. */
export const objects = (most: number, what: string): Kind<readonly JsonObject[]> => ({
  expected: `a list of 1 to ${most} ${what}`,
  parse: (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= most && value.every(isObject)
      ? value
      : undefined,
});

/** A list of texts, each once. */
export const texts = (most: number): Kind<readonly string[]> => ({
  expected: `a list of 1 to ${most} different texts`,
  parse: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= most &&
    value.every((one) => typeof one === 'string' && one !== '' && !/\p{Cc}/u.test(one)) &&
    new Set(value).size === value.length
      ? value
      : undefined,
});

/** Some of the choices. */
export const choices = (values: readonly string[]): Kind<readonly string[]> => ({
  expected: `a list of some of ${values.map((value) => `"${value}"`).join(', ')}`,
  parse: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((one) => values.includes(one))
      ? [...new Set<string>(value)]
      : undefined,
});
