import { invalidSyntax, invalidValue } from './error.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { parseReferences } from './membership.ts';
import type { Attributes, Reference } from './resource.ts';
import type { AttributeDefinition, ResourceModel } from './schema/definition.ts';
import { extensionAttribute, extensionOf, requiredAttributes, resolveAttribute } from './schema/resolve.ts';
import { normaliseValue } from './value.ts';

/** What a POST or PUT says that a resource is to be. */
export interface Draft {
  readonly attributes: Attributes;
  /** The members of a group, in the order sent, each once; empty for a user. */
  readonly members: readonly Reference[];
}

/**
 * The body of a POST or PUT, validated against the schemas of its resource type and normalised. What the
 * schemas do not know and what is readOnly is dropped (RFC 7644 §3.3, §3.5.1); names are found in any case.
 * @throws ScimError 400 invalidSyntax for what is no resource of this type, invalidValue for a wrong value
 */
export const parseResource = (model: ResourceModel, body: Json): Draft => {
  if (!isObject(body)) throw invalidSyntax('the body has to be a JSON object');
  requireSchema(model.schema.id, body);

  const attributes: Attributes = {};
  let members: readonly Reference[] = [];
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(body)) {
    if (seen.has(name.toLowerCase())) throw invalidSyntax(`${name} stands in the body twice`);
    seen.add(name.toLowerCase());

    const extension = extensionOf(model, name);
    const found = extension ? undefined : resolveAttribute(model, name);
    if (extension) {
      for (const [key, sent] of Object.entries(extensionBody(name, value))) {
        const attribute = extensionAttribute(model, extension, key);
        if (attribute) setAttribute(attributes, attribute, sent, extension);
      }
    } else if (found?.attribute.name === 'members') {
      members = parseReferences(value ?? []);
    } else if (found && !found.subAttribute) {
      setAttribute(attributes, found.attribute, value, found.extension);
    }
  }
  requireRequired(model, attributes);
  return { attributes, members };
};

/** The members of `schemas` that a message has to name (RFC 7643 §3), compared in any case, as URNs are. */
export const requireSchema = (urn: string, body: JsonObject): void => {
  const entry = Object.entries(body).find(([name]) => name.toLowerCase() === 'schemas');
  const schemas = entry?.[1];
  const named = Array.isArray(schemas) ? schemas : [];
  if (!named.some((schema) => typeof schema === 'string' && schema.toLowerCase() === urn.toLowerCase())) {
    throw invalidSyntax(`schemas has to be an array that holds ${urn}`);
  }
};

/** @throws ScimError 400 invalidValue naming the first required attribute that has no value */
export const requireRequired = (model: ResourceModel, attributes: Attributes): void => {
  for (const { name } of requiredAttributes(model)) {
    if (attributes[name] === undefined) throw invalidValue(`${name} is required`);
  }
};

const extensionBody = (name: string, value: Json): JsonObject => {
  if (value === null) return {};
  if (!isObject(value)) throw invalidValue(`${name} has to be an object`);
  return value;
};

/** Whether a client's value of the attribute is kept at all; a password is validated and let go. */
const isKept = (attribute: AttributeDefinition): boolean =>
  attribute.mutability !== 'readOnly' && attribute.mutability !== 'writeOnly' && attribute.name !== 'schemas';

const setAttribute = (
  attributes: Attributes,
  attribute: AttributeDefinition,
  sent: Json,
  extension: string | undefined,
): void => {
  if (attribute.mutability === 'readOnly') return;
  const value = normaliseValue(attribute, sent);
  if (value === undefined || !isKept(attribute)) return;
  placeOf(attributes, extension)[attribute.name] = value;
};

/** The object in which an attribute stands: the resource itself, or the one under its extension's URN. */
const placeOf = (attributes: Attributes, extension: string | undefined): JsonObject => {
  if (!extension) return attributes;
  const place = attributes[extension];
  if (isObject(place)) return place;
  const created: JsonObject = {};
  attributes[extension] = created;
  return created;
};
