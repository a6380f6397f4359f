import { isObject, type Json, type JsonObject } from '../../../lambda/scim/json.ts';
import { COMMON_ATTRIBUTES } from '../../../lambda/scim/schema/common.ts';
import type { AttributeDefinition, ResourceModel } from '../../../lambda/scim/schema/definition.ts';
import { type AttributeRef, attributeName, requireAttribute } from '../../../lambda/scim/schema/resolve.ts';
import type { Kind } from '../../../lambda/service/kind.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { valuesOf } from '../../scim/filter/plain.ts';
import { recased, text } from './words.ts';

/** What there is to speak of: the attributes of a resource type, and the values that some resources have. */
export interface Vocabulary {
  readonly model: ResourceModel;
  /** Attributes of the schemas and of all resources, without their sub-attributes. */
  readonly attributes: readonly AttributeRef[];
  /** The same, and every sub-attribute. */
  readonly names: readonly AttributeRef[];
  /** Those that filters may compare: again and again the ones that plans are made of. */
  readonly compared: readonly AttributeRef[];
  /** Those that clients may write. */
  readonly writable: readonly AttributeRef[];
  /** By the attribute's name; of complex ones, none. */
  readonly occurring: ReadonlyMap<string, readonly Json[]>;
}

/** @param often how many times as often as others is spoken of that by which plans find resources */
export const vocabularyOf = (
  { model, apart }: Pick<Kind, 'model' | 'apart'>,
  resources: readonly JsonObject[],
  often = 8,
): Vocabulary => {
  const attributes: readonly AttributeRef[] = [
    ...[...COMMON_ATTRIBUTES, ...model.schema.attributes].map((attribute) => ({ attribute })),
    ...model.extensions.flatMap(({ schema }) =>
      schema.attributes.map((attribute) => ({ extension: schema.id, attribute })),
    ),
  ];
  const names = attributes.flatMap((ref) => [
    ref,
    ...(ref.attribute.subAttributes ?? []).map((subAttribute) => ({ ...ref, subAttribute })),
  ]);
  const occurring = names.map((ref): [string, Json[]] => {
    const values = resources.flatMap((resource) => valuesOf(ref, resource));
    return [attributeName(ref), [...new Set(values.filter((value) => !isObject(value)))]];
  });
  const writable = names.filter(({ attribute, subAttribute }) =>
    [attribute, subAttribute].every((one) => one?.mutability !== 'readOnly'),
  );
  const planned = [...model.indexes.map(({ attribute }) => attribute), `${apart}.value`, 'id'];
  const finding = planned.map((name) => requireAttribute(model, name));
  const compared = [...names, ...Array<typeof finding>(often).fill(finding).flat()];
  return { model, attributes, names, compared, writable, occurring: new Map(occurring) };
};

export const definitionOf = (ref: AttributeRef): AttributeDefinition => ref.subAttribute ?? ref.attribute;

const UNKNOWN: readonly string[] = [
  ...['x', 'emails.value.x', 'schemas.x', '__proto__', 'constructor.name'],
  ...['userName.', '.value', ':id', ''],
];

/** The name of an attribute as a client might write it; sometimes of none. */
export const written = (random: Random, { model }: Vocabulary, ref: AttributeRef): string => {
  const name = attributeName(ref);
  const kind = random.below(100);
  if (kind < 80) return name;
  if (kind < 89) return recased(random, name);
  if (kind < 95) return ref.extension ? name : `${model.schema.id}:${name}`;
  // Entra leaves the URN out, or a colon within it.
  if (kind < 96) return name.replace(`${ref.extension}:`, '');
  if (kind < 97) return name.replace('2.0:', '2.0');
  if (kind < 98) return `${name}.${random.pick(['value', 'type', '$ref', 'x', ''])}`;
  return random.chance(0.5) ? random.pick(UNKNOWN) : text(random);
};
