import { COMMON_ATTRIBUTES } from './common.ts';
import type { AttributeDefinition, ResourceModel } from './definition.ts';
import { memoize } from './memoize.ts';

/** An attribute of a resource, found by its name: where it stands and what its schema says of it. */
export interface AttributeRef {
  /** The URN of the extension under which the attribute stands; absent for core and common attributes. */
  readonly extension?: string;
  readonly attribute: AttributeDefinition;
  readonly subAttribute?: AttributeDefinition;
}

type Lookup = ReadonlyMap<string, AttributeDefinition>;

interface Names {
  readonly core: Lookup;
  readonly extensions: ReadonlyMap<string, Lookup>;
  /** Every URN that may stand before a name, lower case and with its colon; longest first. */
  readonly prefixes: readonly { readonly prefix: string; readonly extension?: string }[];
}

/** Entra's mappings have long been shipped with this URN, which lacks a colon. */
const MISTYPED_URNS: ReadonlyMap<string, string> = new Map([
  [
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0User',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  ],
]);

/** Entra sends `manager` without the URN of the extension that it belongs to. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['manager', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
]);

const lookupOf = memoize(
  (attributes: readonly AttributeDefinition[]): Lookup =>
    new Map(attributes.map((attribute) => [attribute.name.toLowerCase(), attribute])),
);

const namesOf = memoize((model: ResourceModel): Names => {
  const urns = model.extensions.map(({ schema }) => schema.id);
  const mistyped = [...MISTYPED_URNS].filter(([, urn]) => urns.includes(urn));
  return {
    core: lookupOf([...COMMON_ATTRIBUTES, ...model.schema.attributes]),
    extensions: new Map(model.extensions.map(({ schema }) => [schema.id, lookupOf(schema.attributes)])),
    prefixes: [
      { prefix: `${model.schema.id}:`.toLowerCase() },
      ...urns.map((urn) => ({ prefix: `${urn}:`.toLowerCase(), extension: urn })),
      ...mistyped.map(([typed, urn]) => ({ prefix: `${typed}:`.toLowerCase(), extension: urn })),
    ].sort((a, b) => b.prefix.length - a.prefix.length),
  };
});

/** A core or common attribute by its bare name, in any case. */
export const coreAttribute = (model: ResourceModel, name: string): AttributeDefinition | undefined =>
  namesOf(model).core.get(name.toLowerCase());

/** An attribute of one extension by its bare name, in any case. */
export const extensionAttribute = (
  model: ResourceModel,
  extension: string,
  name: string,
): AttributeDefinition | undefined => namesOf(model).extensions.get(extension)?.get(name.toLowerCase());

/** A sub-attribute by its name, in any case. */
export const subAttributeOf = (
  attribute: AttributeDefinition,
  name: string,
): AttributeDefinition | undefined =>
  attribute.subAttributes && lookupOf(attribute.subAttributes).get(name.toLowerCase());

/**
 * The attribute whose values stand for those of `named` in a comparison or an order: of a complex attribute its
 * `value`, so that `emails` means `emails.value`. Undefined for one that has none, such as `name`.
 */
export const comparableAttribute = (named: AttributeRef): AttributeRef | undefined => {
  if (named.subAttribute || named.attribute.type !== 'complex') return named;
  const subAttribute = subAttributeOf(named.attribute, 'value');
  return subAttribute && { ...named, subAttribute };
};

/**
 * Whether a value is never to be seen. A filter by it would tell it after all, guess by guess, and so would an
 * order (RFC 7644 §7.4).
 */
export const isSecret = ({ attribute, subAttribute }: AttributeRef): boolean =>
  [attribute, subAttribute].some((one) => one?.returned === 'never' || one?.mutability === 'writeOnly');

/** The extension that `urn` names, in any case and in its mistyped form. */
export const extensionOf = (model: ResourceModel, urn: string): string | undefined => {
  const wanted = `${urn}:`.toLowerCase();
  return namesOf(model).prefixes.find(({ prefix }) => prefix === wanted)?.extension;
};

/**
 * The attribute that a name means: `userName`, `NAME.givenname`, `urn:…:2.0:User:name.givenName`,
 * `urn:…:enterprise:2.0:User:manager.value` (RFC 7644 §3.10). The URN is told by the schemas' own ids, never
 * by splitting at a colon or a dot, since both also stand inside of it.
 * Undefined when no schema of the resource type has such an attribute.
 */
export const resolveAttribute = (model: ResourceModel, name: string): AttributeRef | undefined => {
  const names = namesOf(model);
  const lower = name.toLowerCase();
  const urn = names.prefixes.find(({ prefix }) => lower.startsWith(prefix));
  const [head = '', tail, ...rest] = lower.slice(urn?.prefix.length ?? 0).split('.', 3);
  if (rest.length > 0) return undefined;

  const short = urn === undefined && !names.core.has(head) ? SHORT_NAMES.get(head) : undefined;
  const extension = urn?.extension ?? short;
  const attribute = (extension ? names.extensions.get(extension) : names.core)?.get(head);
  if (!attribute) return undefined;

  const place = extension ? { extension, attribute } : { attribute };
  if (tail === undefined) return place;
  const subAttribute = subAttributeOf(attribute, tail);
  return subAttribute && { ...place, subAttribute };
};

/** The attribute that a name means for the first of these resource types that has one. */
export const resolveAmong = (models: readonly ResourceModel[], name: string): AttributeRef | undefined => {
  for (const model of models) {
    const ref = resolveAttribute(model, name);
    if (ref) return ref;
  }
  return undefined;
};

/** The beginning of a sentence on what resource types have: `User has`, `User and Group have`. */
export const subjectOf = (models: readonly ResourceModel[]): string =>
  `${models.map(({ name }) => name).join(' and ')} ${models.length > 1 ? 'have' : 'has'}`;

/** An attribute that the code itself names. @throws Error when there is none: a fault of ours */
export const requireAttribute = (model: ResourceModel, name: string): AttributeRef => {
  const ref = resolveAttribute(model, name);
  if (!ref) throw new Error(`${model.name} has no attribute ${name}`);
  return ref;
};

/** The canonical spelling of a name: what `resolveAttribute` finds again. */
export const attributeName = ({ extension, attribute, subAttribute }: AttributeRef): string =>
  `${extension ? `${extension}:` : ''}${attribute.name}${subAttribute ? `.${subAttribute.name}` : ''}`;
