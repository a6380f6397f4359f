/** Attributes as JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
import type { AttributeDefinition } from '../../lambda/scim/schema/definition.ts';
import type { JsonObject } from '../json.ts';

/** What a client may send and what it is answered are not the same (RFC 7643 §2.2). */
export type Direction = 'sent' | 'answered';

const TYPES: Readonly<Record<Exclude<AttributeDefinition['type'], 'complex'>, JsonObject>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  decimal: { type: 'number' },
  integer: { type: 'integer' },
  dateTime: { type: 'string', format: 'date-time' },
  reference: { type: 'string', format: 'uri-reference' },
  binary: { type: 'string', contentEncoding: 'base64' },
};

/**
 * An object of these attributes, as far as they go in a direction.
 * @param more properties that stand beside the attributes, or in the place of one
 */
export const objectSchema = (
  attributes: readonly AttributeDefinition[],
  direction: Direction,
  isRequired: (attribute: AttributeDefinition) => boolean,
  more: JsonObject = {},
): JsonObject => {
  const going = attributes.filter((attribute) => goes(attribute, direction));
  const required = going.filter(isRequired).map(({ name }) => name);
  const properties = going.map((attribute) => [
    attribute.name,
    valueSchema(attribute, direction, isRequired),
  ]);
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: { ...Object.fromEntries(properties), ...more },
  };
};

const goes = ({ mutability, returned }: AttributeDefinition, direction: Direction): boolean =>
  direction === 'sent' ? mutability !== 'readOnly' : returned !== 'never';

const valueSchema = (
  attribute: AttributeDefinition,
  direction: Direction,
  isRequired: (attribute: AttributeDefinition) => boolean,
): JsonObject => {
  const { type, multiValued, description, canonicalValues, subAttributes = [] } = attribute;
  const one: JsonObject =
    type === 'complex'
      ? objectSchema(subAttributes, direction, isRequired)
      : // Canonical values are suggestions (RFC 7643 §7).
        { ...TYPES[type], ...(canonicalValues && { examples: [...canonicalValues] }) };
  return multiValued ? { type: 'array', description, items: one } : { ...one, description };
};

/** The `schemas` of a message: these URNs and no others. */
export const schemasSchema = (...urns: readonly string[]): JsonObject => ({
  type: 'array',
  description: 'The URNs of the schemas that the message is made of.',
  items: { type: 'string', enum: [...urns] },
});
