/** What is expected of an answer: JSON, in which some values are only described. */
import type { Json } from '../../json.ts';

/** Stands for a value that cannot be foretold, and says what it has to be. */
export class Matcher {
  readonly what: string;
  readonly accepts: (actual: Json | undefined) => boolean;

  constructor(what: string, accepts: (actual: Json | undefined) => boolean) {
    this.what = what;
    this.accepts = accepts;
  }
}

/** A list whose order is part of what is expected; of all others RFC 7643 §2.4 promises none. */
export class InOrder {
  readonly elements: readonly Template[];

  constructor(elements: readonly Template[]) {
    this.elements = elements;
  }
}

export type Template =
  | null
  | boolean
  | number
  | string
  | Matcher
  | InOrder
  | readonly Template[]
  | TemplateObject;

export interface TemplateObject {
  readonly [name: string]: Template | undefined;
}

const text = (what: string, pattern: RegExp) =>
  new Matcher(what, (actual) => typeof actual === 'string' && pattern.test(actual));

export const anyText = text('a text', /./s);
export const anyBoolean = new Matcher('true or false', (actual) => typeof actual === 'boolean');
export const wholeNumber = new Matcher(
  'a whole number, 0 or more',
  (actual) => Number.isSafeInteger(actual) && Number(actual) >= 0,
);

/** RFC 7643 §2.3.5: an xsd:dateTime with date, time and zone. */
export const dateTime = text(
  'a date and time',
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
);

/** RFC 7644 §8.1, with or without the only charset that JSON has. */
export const scimJson = text(
  'application/scim+json',
  /^application\/scim\+json(?:\s*;\s*charset="?utf-8"?)?$/i,
);

/** RFC 9110 §8.8.3, weak or strong. */
export const entityTag = text('an entity tag', /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/);

/** RFC 7643 §3.1: not empty, and not the reserved word. */
export const id = text('an id', /^(?!bulkId$)\S/);

/** An absolute URI, or a relative one, that ends so. */
export const uriEndingIn = (end: string): Matcher =>
  new Matcher(`a URI that ends in ${end}`, (actual) => typeof actual === 'string' && actual.endsWith(end));

export const oneOf = (...choices: readonly Json[]): Matcher =>
  new Matcher(`one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`, (actual) =>
    choices.some((choice) => choice === actual),
  );

export const anything = new Matcher('anything', () => true);

/** What may be missing, but is so where it is there. */
export const ifThere = (wanted: Matcher | string | number): Matcher => {
  const { what, accepts } =
    wanted instanceof Matcher ? wanted : new Matcher(JSON.stringify(wanted), (actual) => actual === wanted);
  return new Matcher(
    `nothing, or ${what}`,
    (actual) => actual === undefined || actual === null || accepts(actual),
  );
};

/** A template as a person reads it. */
export const describe = (template: Template | undefined): string =>
  template === undefined ? 'nothing' : JSON.stringify(plain(template), undefined, 2);

const plain = (template: Template | undefined): unknown => {
  if (template instanceof Matcher) return `‹${template.what}›`;
  if (template instanceof InOrder) return template.elements.map(plain);
  if (isList(template)) return template.map(plain);
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, plain(value)]));
};

export const isList = (template: Template | undefined): template is readonly Template[] =>
  Array.isArray(template);
