import type { JsonObject } from '../scim/json.ts';
import { invalidRequest } from './error.ts';

/**
 * Reads one field of a payload; `value` is undefined where the field is absent.
 * @throws TenancyError `invalidRequest`, with a message that says what to write instead
 */
export type Reader<T> = (value: unknown, field: string) => T;

/** Reads a field that may be left out; `given` has the type of what is given. */
export type OptionalReader<T, Default> = Reader<T | Default> & { readonly given?: T };

export type Fields = Readonly<Record<string, Reader<unknown>>>;

/** What `fields` make of a payload. */
export type Input<F extends Fields> = { readonly [Name in keyof F]: ReturnType<F[Name]> };

type OptionalNames<F extends Fields> = {
  [Name in keyof F]: F[Name] extends { readonly given?: unknown } ? Name : never;
}[keyof F];

/** The payload that `fields` read, for whoever writes one. */
export type Payload<F extends Fields> = {
  readonly [Name in Exclude<keyof F, OptionalNames<F>>]: ReturnType<F[Name]>;
} & {
  readonly [Name in OptionalNames<F>]?: F[Name] extends { readonly given?: infer Given } ? Given : never;
};

/** Reads a payload: every field by its reader, and none that nobody asked for. */
export const readInput = <F extends Fields>(fields: F, payload: JsonObject): Input<F> => {
  const unknown = Object.keys(payload).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined)
    throw invalidRequest(`there is no field ${JSON.stringify(unknown)} here; ${offer(Object.keys(fields))}`);
  const values = Object.entries(fields).map(([name, read]) => [
    name,
    read(Object.hasOwn(payload, name) ? payload[name] : undefined, name),
  ]);
  return Object.fromEntries(values) as Input<F>;
};

/** A field that may be left out. */
export const optional =
  <T, Default>(read: Reader<T>, otherwise: () => Default): OptionalReader<T, Default> =>
  (value, field) =>
    value === undefined ? otherwise() : read(value, field);

/** A text for people to read: `min` to `max` characters on one line. */
export const text =
  (min: number, max: number): Reader<string> =>
  (value, field) => {
    if (typeof value !== 'string' || value.length < min || value.length > max || /\p{Cc}/u.test(value))
      throw invalidRequest(`${field} has to be a text of ${min} to ${max} characters on one line`);
    return value;
  };

/** A text of a given form, which `form` describes. */
export const matching =
  (pattern: RegExp, form: string): Reader<string> =>
  (value, field) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw invalidRequest(`${field} has to be ${form}`);
    return value;
  };

/** An https URL without credentials, query or fragment. */
export const httpsUrl: Reader<string> = (value, field) => {
  const url = typeof value === 'string' && value.length <= 2_000 ? URL.parse(value) : null;
  if (url?.protocol !== 'https:' || url.username || url.password || url.search || url.hash)
    throw invalidRequest(`${field} has to be an https URL without credentials, query or fragment`);
  return String(value);
};

export const flag: Reader<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw invalidRequest(`${field} has to be true or false`);
  return value;
};

export const integer =
  (min: number, max: number): Reader<number> =>
  (value, field) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw invalidRequest(`${field} has to be a whole number from ${min} to ${max}`);
    return value;
  };

export const oneOf =
  <T extends string>(choices: readonly T[]): Reader<T> =>
  (value, field) => {
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw invalidRequest(`${field} has to be one of ${choices.join(', ')}`);
    return choice;
  };

/** A list of at least one of the choices; in their order and each once, however it was given. */
export const someOf =
  <T extends string>(choices: readonly T[]): Reader<readonly T[]> =>
  (value, field) => {
    const given: readonly unknown[] = Array.isArray(value) ? value : [];
    const chosen = choices.filter((choice) => given.includes(choice));
    if (chosen.length === 0 || given.some((one) => !choices.some((choice) => choice === one)))
      throw invalidRequest(`${field} has to be a list of some of ${choices.join(', ')}`);
    return chosen;
  };

const offer = (names: readonly string[]): string =>
  names.length === 0 ? 'none is expected' : `what is expected is ${names.join(', ')}`;
