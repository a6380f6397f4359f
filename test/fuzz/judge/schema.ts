import { isObject, type Json, type JsonObject } from '../../../lambda/scim/json.ts';
import type { AttributeDefinition, ResourceModel } from '../../../lambda/scim/schema/definition.ts';

type Attributes = readonly AttributeDefinition[];

/** What a resource may look like: the attributes of its schema, and those of each extension by its URN. */
export interface Shape {
  readonly core: Attributes;
  readonly extensions: ReadonlyMap<string, Attributes>;
}

/** Whether it is a resource as it is kept, or as all or a part of it is shown. */
export type Extent = 'kept' | 'shown' | 'part';

export const shapeOf = ({ schema, extensions }: ResourceModel, common: Attributes): Shape => ({
  core: [...common, ...schema.attributes],
  extensions: new Map(extensions.map((extension) => [extension.schema.id, extension.schema.attributes])),
});

/**
 * What of a resource is not as its schemas have it (RFC 7643 §2), in sentences. It shares no code with the service.
 */
export const schemaViolations = (
  { core, extensions }: Shape,
  resource: JsonObject,
  extent: Extent,
): readonly string[] => {
  const inCore = Object.fromEntries(Object.entries(resource).filter(([name]) => !extensions.has(name)));
  return [
    ...objectViolations(core, inCore, '', extent),
    ...[...extensions].flatMap(([urn, attributes]) => {
      const value = resource[urn];
      if (value === undefined) return [];
      return isObject(value)
        ? objectViolations(attributes, value, `${urn}:`, extent)
        : [`${urn} is no object`];
    }),
  ];
};

const objectViolations = (
  attributes: Attributes,
  object: JsonObject,
  place: string,
  extent: Extent,
): readonly string[] => {
  const known = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  const names = Object.keys(object);
  const missing = attributes.filter(
    ({ name, required }) => extent !== 'part' && required && !names.includes(name),
  );
  return [
    ...(Object.getPrototypeOf(object) === Object.prototype ? [] : [`${place} has another prototype`]),
    ...(names.length === 0 && place !== '' ? [`${place} is empty`] : []),
    ...missing.map(({ name }) => `${place}${name} is missing`),
    ...Object.entries(object).flatMap(([name, value]) => {
      const attribute = known.get(name);
      if (!attribute) return [`${place}${JSON.stringify(name)} is in no schema`];
      return attributeViolations(attribute, value, `${place}${name}`, extent);
    }),
  ];
};

const attributeViolations = (
  attribute: AttributeDefinition,
  value: Json,
  place: string,
  extent: Extent,
): readonly string[] => {
  if (attribute.mutability === 'writeOnly') return [`${place} is kept`];
  if (attribute.returned === 'never' && extent !== 'kept') return [`${place} is shown`];
  if (!attribute.multiValued) return valueViolations(attribute, value, place, extent);
  if (!Array.isArray(value)) return [`${place} is no list`];
  const primary = value.filter((element) => isObject(element) && element['primary'] === true);
  const distinct = new Set(value.map((element) => JSON.stringify(element)));
  return [
    ...(value.length === 0 ? [`${place} is empty`] : []),
    ...(primary.length > 1 ? [`${place} has ${primary.length} primary values`] : []),
    ...(extent === 'kept' && distinct.size < value.length ? [`${place} has a value twice`] : []),
    ...value.flatMap((element, index) => valueViolations(attribute, element, `${place}[${index}]`, extent)),
  ];
};

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

const isText = (value: Json): value is string =>
  typeof value === 'string' && value !== '' && value.isWellFormed() && !value.includes('\u0000');

const valueViolations = (
  { type, subAttributes = [] }: AttributeDefinition,
  value: Json,
  place: string,
  extent: Extent,
): readonly string[] => {
  if (type === 'complex') {
    return isObject(value)
      ? objectViolations(subAttributes, value, `${place}.`, extent)
      : [`${place} is no object`];
  }
  return isOfType(type, value) ? [] : [`${place} is no ${type}: ${JSON.stringify(value)?.slice(0, 60)}`];
};

const isOfType = (type: Exclude<AttributeDefinition['type'], 'complex'>, value: Json): boolean => {
  switch (type) {
    case 'string':
    case 'reference':
      return isText(value);
    case 'binary':
      return isText(value) && BASE64.test(value);
    case 'dateTime':
      return isText(value) && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value.toUpperCase()));
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'decimal':
      return Number.isFinite(value);
  }
};
