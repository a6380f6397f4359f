import { invalidSyntax, invalidValue } from './error.ts';
import { entriesOf, isObject, type Json, type JsonObject, listOf, valueNamed } from './json.ts';
import { parseReferences } from './reference.ts';
import { requireRequired } from './required.ts';
import type { Attributes, Reference } from './resource.ts';
import type { ResourceModel } from './schema/definition.ts';
import {
  type AttributeRef,
  attributeName,
  extensionAttribute,
  extensionOf,
  resolveAttribute,
} from './schema/resolve.ts';
import { PASSWORD } from './schema/user.ts';
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
  const given = new Set<string>();
  for (const [ref, sent] of attributesIn(model, body)) {
    const name = attributeName(ref);
    if (given.has(name)) throw invalidSyntax(`${name} is given twice`);
    given.add(name);

    if (name === 'members') members = parseReferences(sent);
    else setAttribute(attributes, ref, sent);
  }
  requireRequired(model, attributes);
  return { attributes, members };
};

/** @throws ScimError 400 invalidSyntax when `schemas` of a message does not name `urn` (RFC 7643 §3), in any case */
export const requireSchema = (urn: string, body: JsonObject): void => {
  const schemas = valueNamed(body, 'schemas');
  const wanted = urn.toLowerCase();
  const isWanted = (schema: Json) => typeof schema === 'string' && schema.toLowerCase() === wanted;
  if (!Array.isArray(schemas) || !schemas.some(isWanted)) {
    throw invalidSyntax(`schemas has to be an array that holds ${urn}`);
  }
};

/** What the body has of each attribute that the schemas know, those of extensions too. */
function* attributesIn(model: ResourceModel, body: JsonObject): Iterable<readonly [AttributeRef, Json]> {
  for (const [name, value] of entriesOf(body)) {
    const extension = extensionOf(model, name);
    if (extension) {
      for (const [inner, sent] of entriesOf(extensionBody(extension, value) ?? {})) {
        const attribute = extensionAttribute(model, extension, inner);
        if (attribute) yield [{ extension, attribute }, sent];
      }
    } else {
      const ref = resolveAttribute(model, name);
      if (ref && !ref.subAttribute) yield [ref, value];
    }
  }
}

/**
 * The attributes that a client sent for an extension; undefined where it left the extension without a value,
 * by null, an empty list or an empty string.
 * @throws ScimError 400 invalidValue
 */
export const extensionBody = (extension: string, value: Json): JsonObject | undefined => {
  if (listOf(value).length === 0) return undefined;
  if (!isObject(value)) throw invalidValue(`${extension} has to be an object`);
  return value;
};

const setAttribute = (attributes: Attributes, { attribute, extension }: AttributeRef, sent: Json): void => {
  if (attribute.mutability === 'readOnly' || attribute.name === 'schemas') return;
  const value = normaliseValue(attribute, sent);
  if (value === undefined || attribute === PASSWORD) return;
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
