/** Where in a resource an attribute is kept: as Entra writes it, and how it is put there and found. */
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';

export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A place for one text. */
export interface Path {
  /** As PATCH has it: `title`, `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`. */
  readonly text: string;
  /** Whether it selects an element by its type. */
  readonly filtered: boolean;
  /** Every value that stands there: none, one, or, where something is wrong, several. */
  readonly valuesIn: (resource: JsonObject) => readonly Json[];
  /** A resource with the text in this place. */
  readonly put: (resource: JsonObject, text: string) => JsonObject;
}

export const attribute = (name: string): Path => ({
  text: name,
  filtered: false,
  valuesIn: (resource) => valuesOf(resource[name]),
  put: (resource, text) => ({ ...resource, [name]: text }),
});

export const subAttribute = (parent: string, name: string): Path => ({
  text: `${parent}.${name}`,
  filtered: false,
  valuesIn: (resource) => valuesOf(objectOf(resource[parent])[name]),
  put: (resource, text) => ({ ...resource, [parent]: { ...objectOf(resource[parent]), [name]: text } }),
});

export const extensionAttribute = (name: string): Path => ({
  ...subAttribute(ENTERPRISE_USER, name),
  text: `${ENTERPRISE_USER}:${name}`,
});

export const element = (parent: string, type: string, name: string): Path => {
  const isOfType = (one: JsonObject) => one['type'] === type;
  return {
    text: `${parent}[type eq "${type}"].${name}`,
    filtered: true,
    valuesIn: (resource) =>
      elementsOf(resource[parent])
        .filter(isOfType)
        .flatMap((one) => valuesOf(one[name])),
    put: (resource, text) => {
      const elements = elementsOf(resource[parent]);
      const present = elements.find(isOfType);
      const rest = elements.filter((one) => one !== present);
      return { ...resource, [parent]: [...rest, { ...(present ?? { type }), [name]: text }] };
    },
  };
};

const valuesOf = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : [value];

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

const elementsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
