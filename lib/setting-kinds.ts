/** What a setting may be: `parse` gives its value, or undefined when that is not one. */
export interface Kind<T> {
  /** Completes the sentence "write …". */
  readonly expected: string;
  readonly parse: (value: unknown) => T | undefined;
}

/** The command line gives every value as a string; `cdk.json` can give numbers. */
const toNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
};

export const text = (pattern: RegExp, expected: string): Kind<string> => ({
  expected,
  parse: (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined),
});

export const wholeNumber = (from: number, to: number): Kind<number> => ({
  expected: `a whole number from ${from} to ${to}`,
  parse: (value) => {
    const number = toNumber(value) ?? Number.NaN;
    return Number.isInteger(number) && number >= from && number <= to ? number : undefined;
  },
});

export const oneOf = <T extends string | number>(values: readonly T[]): Kind<T> => ({
  expected: `one of ${values.join(', ')}`,
  parse: (value) => values.find((candidate) => String(candidate) === String(value)),
});

export const flag: Kind<boolean> = {
  expected: 'true or false',
  parse: (value) => {
    if (value === true || value === 'true') return true;
    return value === false || value === 'false' ? false : undefined;
  },
};

/** An https URL that paths can be appended to. */
export const baseUrl: Kind<string> = {
  expected:
    'an https URL without a slash, query or fragment at its end, such as https://scim.example.com/scim',
  parse: (value) => {
    if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
    const url = new URL(value);
    const canonical = `${url.origin}${url.pathname}`.replace(/\/$/, '');
    return url.protocol === 'https:' && value === canonical ? value : undefined;
  },
};

/** Host names, with a port where it is another than 443, as a list or separated by commas; there may be none. */
export const hostNames: Kind<readonly string[]> = {
  expected: 'host names separated by commas, such as login.microsoftonline.com,login.example.com',
  parse: (value) => {
    const given: unknown = typeof value === 'string' ? value.split(',').filter((name) => name !== '') : value;
    if (!Array.isArray(given)) return undefined;
    return given.every((name) => typeof name === 'string' && HOST.test(name)) ? given : undefined;
  },
};

const HOST =
  /^(?=.{1,255}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?$/;
