/** Where an answer is not what is expected. */
import { isJsonObject, type Json } from '../../json.ts';
import { describe, InOrder, isList, Matcher, type Template, type TemplateObject } from './matcher.ts';

export interface Difference {
  /** `Resources[0].name.givenName`; empty for the whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * Every place in which `actual` is not what is expected; more than is expected is a difference too. Null and an
 * empty list are no value, as RFC 7643 §2.5 has it, and lists have no order unless one is asked for.
 */
export const differences = (
  expected: Template | undefined,
  actual: Json | undefined,
  path = '',
): readonly Difference[] => {
  if (expected instanceof Matcher)
    return expected.accepts(actual) ? [] : [difference(path, expected, actual)];
  if (isNothing(expected) || isNothing(actual))
    return isNothing(expected) && isNothing(actual) ? [] : [difference(path, expected, actual)];
  if (expected instanceof InOrder)
    return isJsonList(actual)
      ? inOrder(expected.elements, actual, path)
      : [difference(path, expected, actual)];
  if (isList(expected))
    return isJsonList(actual) ? inAnyOrder(expected, actual, path) : [difference(path, expected, actual)];
  if (typeof expected === 'object' && expected !== null)
    return isJsonObject(actual) ? members(expected, actual, path) : [difference(path, expected, actual)];
  return expected === actual ? [] : [difference(path, expected, actual)];
};

const members = (
  expected: TemplateObject,
  actual: Readonly<Record<string, Json | undefined>>,
  path: string,
): readonly Difference[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((name) =>
    differences(ownOf(expected, name), ownOf(actual, name), path === '' ? name : `${path}.${name}`),
  );

const ownOf = <Value>(object: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

const inOrder = (
  expected: readonly Template[],
  actual: readonly Json[],
  path: string,
): readonly Difference[] =>
  Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) =>
    differences(expected[index], actual[index], `${path}[${index}]`),
  ).flat();

const inAnyOrder = (
  expected: readonly Template[],
  actual: readonly Json[],
  path: string,
): readonly Difference[] => {
  const left = actual.map((value, index) => ({ value, index }));
  const missing = pickiestFirst(expected, actual).filter((wanted) => {
    const found = left.findIndex(({ value }) => isLike(wanted, value));
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
  const [wanted] = missing;
  const [other] = left;
  // One that is not quite the one that is missing says more than that both are strange.
  if (missing.length === 1 && left.length === 1 && other)
    return differences(wanted, other.value, `${path}[${other.index}]`);
  return [
    ...missing.map((one) => difference(`${path}[]`, one, undefined)),
    ...left.map(({ value, index }) => difference(`${path}[${index}]`, undefined, value)),
  ];
};

const isLike = (expected: Template, actual: Json): boolean => differences(expected, actual).length === 0;

/** Who is content with anything does not take from another the only one that would do. */
const pickiestFirst = (expected: readonly Template[], actual: readonly Json[]): readonly Template[] =>
  expected
    .map((wanted) => ({ wanted, choice: actual.filter((value) => isLike(wanted, value)).length }))
    .sort((a, b) => a.choice - b.choice)
    .map(({ wanted }) => wanted);

const isNothing = (value: Template | Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (value instanceof InOrder && value.elements.length === 0);

const isJsonList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const difference = (path: string, expected: Template | undefined, actual: Json | undefined): Difference => ({
  path,
  expected: describe(expected),
  found: actual === undefined ? 'nothing' : JSON.stringify(actual),
});
