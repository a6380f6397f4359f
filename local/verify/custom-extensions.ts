/** Extensions beyond those of the RFCs, as a server declares them itself, and values that suit them. */
import type { Json, JsonObject } from '../json.ts';
import type { Capabilities } from './capabilities.ts';
import { anything, ifThere, type TemplateObject } from './expect/matcher.ts';
import { ENTERPRISE, GROUP, USER } from './urns.ts';
import { listOf, textOf } from './values.ts';

export interface CustomExtension {
  readonly kind: 'User' | 'Group';
  readonly urn: string;
  readonly attributes: readonly JsonObject[];
}

/** Those that resource types name and /Schemas serves. */
export const customExtensions = ({
  resourceTypes,
  schemas,
}: Pick<Capabilities, 'resourceTypes' | 'schemas'>): readonly CustomExtension[] =>
  (['User', 'Group'] as const).flatMap((kind) =>
    listOf(resourceTypes.get(kind)?.['schemaExtensions'])
      .map(({ schema }) => textOf(schema))
      .filter((urn) => urn !== ENTERPRISE && schemas.has(urn))
      .map((urn) => ({ kind, urn, attributes: listOf(schemas.get(urn)?.['attributes']) })),
  );

export const nameOf = ({ name }: JsonObject): string => textOf(name);

export const isWritable = ({ mutability }: JsonObject): boolean => mutability !== 'readOnly';

/** Whether a client sees what it has written, unasked. */
export const isShown = ({ mutability, returned }: JsonObject): boolean =>
  mutability !== 'writeOnly' && (returned === 'default' || returned === 'always');

/** Whether it can be written, read and changed at will. */
export const isPlain = (attribute: JsonObject): boolean =>
  attribute['mutability'] === 'readWrite' && isShown(attribute) && attribute['uniqueness'] === 'none';

/**
 * A value of an attribute; another `nth`, another value, as far as its type has so many.
 * @param word what texts begin with
 */
export const sampleOf = (attribute: JsonObject, nth: number, word: string): Json => {
  const value = singleSample(attribute, nth, word);
  return attribute['multiValued'] === true ? [value] : value;
};

const singleSample = (attribute: JsonObject, nth: number, word: string): Json => {
  const { canonicalValues } = attribute;
  const suggested = Array.isArray(canonicalValues)
    ? canonicalValues[nth % canonicalValues.length]
    : undefined;
  switch (textOf(attribute['type'])) {
    case 'boolean':
      return nth % 2 === 0;
    case 'integer':
      return nth;
    case 'decimal':
      return nth + 0.5;
    case 'dateTime':
      return `2026-01-${String(1 + (nth % 28)).padStart(2, '0')}T08:00:00Z`;
    case 'binary':
      return Buffer.from(`${word} ${nth}`).toString('base64');
    case 'reference':
      return `https://example.com/${word}/${nth}`;
    case 'complex':
      return Object.fromEntries(
        partsOf(attribute)
          .filter((part) => isWritable(part) && isShown(part))
          .map((part) => [nameOf(part), singleSample(part, nth, word)]),
      );
    default:
      return suggested ?? `${word} ${nth}`;
  }
};

export const partsOf = (attribute: JsonObject): readonly JsonObject[] => listOf(attribute['subAttributes']);

/** What a resource with the extension has to have of it. */
export const requiredOf = ({ attributes }: CustomExtension, word: string): JsonObject =>
  Object.fromEntries(
    attributes
      .filter((attribute) => attribute['required'] === true && isWritable(attribute))
      .map((attribute) => [nameOf(attribute), sampleOf(attribute, 0, word)]),
  );

/** A resource's attributes with these values of the extension. */
export const extendedBy = ({ kind, urn }: CustomExtension, values: JsonObject): JsonObject => ({
  schemas: [kind === 'User' ? USER : GROUP, urn],
  [urn]: values,
});

/** What has to be answered of these values: what is shown of them, and maybe what the server says of its own. */
export const shownOf = ({ kind, urn, attributes }: CustomExtension, values: JsonObject): TemplateObject => {
  const own = attributes.filter((attribute) => !isWritable(attribute)).map(nameOf);
  const seen = attributes.filter(isShown).map(nameOf);
  const shown = Object.entries(values).filter(([name]) => seen.includes(name));
  if (shown.length === 0) return { schemas: anything, [urn]: ifThere(anything) };
  return {
    schemas: [kind === 'User' ? USER : GROUP, urn],
    [urn]: {
      ...Object.fromEntries(own.map((name) => [name, ifThere(anything)])),
      ...Object.fromEntries(shown),
    },
  };
};
