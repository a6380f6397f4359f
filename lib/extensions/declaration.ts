import type { DeclaredExtension } from '../../lambda/scim/schema/definition.ts';
import { text } from '../setting-kinds.ts';
import { readAttributes } from './attribute.ts';
import { Fields, type Report } from './fields.ts';
import { boolean, choice, isObject, objects, prose } from './kinds.ts';

/** The most attributes of an extension; sub-attributes are not counted. */
export const MOST_ATTRIBUTES = 50;

/** What /Schemas would answer has `schemas` and `meta` too (RFC 7643 §7); both follow from the rest. */
const FIELDS = ['schemas', 'id', 'name', 'description', 'extends', 'required', 'attributes', 'meta'];

/** Less than RFC 8141 allows: what needs no escape in a filter, a path or a URL. */
const URN = text(
  /^urn:[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]:[A-Za-z0-9._-]+(?::[A-Za-z0-9._-]+)*$/,
  'a URN of letters, digits and : . _ -, such as "urn:ietf:params:scim:schemas:extension:acme:2.0:User"',
);
const LONGEST_URN = 200;

/**
 * A file's declaration: a schema as RFC 7643 §7 has it, and the resource type that it extends.
 * @returns undefined where something is wrong, which is reported
 */
export const readDeclaration = (declared: unknown, report: Report): DeclaredExtension | undefined => {
  if (!isObject(declared)) {
    report('it has to be one JSON object: the schema that it declares.');
    return undefined;
  }
  const fields = new Fields(declared, '', report);
  fields.only(FIELDS);
  const id = fields.required('id', URN);
  if (id !== undefined && id.length > LONGEST_URN)
    fields.refuse('id', `write one of at most ${LONGEST_URN} characters`);
  const name = fields.required('name', prose(64));
  const description = fields.required('description', prose(1_000));
  const type = fields.required('extends', choice(['User', 'Group'] as const));
  const required = fields.optional('required', boolean, false);
  const objectsDeclared = fields.required('attributes', objects(MOST_ATTRIBUTES, 'attributes')) ?? [];
  const attributes = readAttributes(objectsDeclared, 'attributes', report);
  if (id === undefined || name === undefined || description === undefined || type === undefined)
    return undefined;
  return {
    extends: type,
    required,
    schema: { id, name, description, attributes: attributes.map(({ definition }) => definition) },
    indexes: attributes
      .flatMap(({ indexes }) => indexes)
      .map((index) => ({ ...index, attribute: `${id}:${index.attribute}`, declared: true })),
  };
};
