import type { JsonObject } from '../../lambda/scim/json.ts';
import type { Attributes, Reference } from '../../lambda/scim/resource.ts';
import { COMMON_ATTRIBUTES } from '../../lambda/scim/schema/common.ts';
import type { Kind } from '../../lambda/service/kind.ts';
import { type Random, randomOf } from '../../local/simulate/source/random.ts';
import { frozen } from '../scim/frozen.ts';
import { GROUPS, SAMPLES, USERS } from '../service/list/kinds.ts';
import { validAttributes } from './draw/resource.ts';
import { type Vocabulary, vocabularyOf } from './draw/vocabulary.ts';
import { type Shape, shapeOf } from './judge/schema.ts';

/** A resource type with some resources, which nothing can change. */
export interface Sample {
  readonly kind: Kind;
  readonly shape: Shape;
  readonly vocabulary: Vocabulary;
  /** What clients may write of each resource. */
  readonly attributes: readonly Attributes[];
  /** The same resources as they are answered, as far as filters and orders look at them. */
  readonly resources: readonly JsonObject[];
  /** The members of each, if it were a group. */
  readonly members: readonly (readonly Reference[])[];
}

/** The service says itself which schemas a resource is of. */
const WRITTEN = COMMON_ATTRIBUTES.filter(({ name }) => name !== 'schemas');

const COUNT = 12;
const BIRTH = Date.parse('2026-01-31T08:00:00Z');

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

const sampleOf = (kind: Kind): Sample => {
  const { model, apart } = kind;
  const random = randomOf(`samples ${model.schema.id}`);
  const unfilled = vocabularyOf(kind, []);
  const attributes = numbers(COUNT).map(() => validAttributes(random, unfilled));
  const ids = numbers(4).map(() => random.uuid());
  const resources = attributes.map((one, index) => ({
    ...one,
    ...(apart === 'owner' ? {} : { [apart]: referencesOf(random, ids) }),
    id: random.uuid(),
    meta: metaOf(model.name, index),
  }));
  return frozen({
    kind,
    shape: shapeOf(model, WRITTEN),
    vocabulary: vocabularyOf(kind, resources),
    attributes,
    resources,
    members: numbers(COUNT).map(() =>
      random.some(ids, random.below(4)).map((id) => ({ id, type: 'User' as const })),
    ),
  });
};

const referencesOf = (random: Random, ids: readonly string[]): JsonObject[] =>
  random.some(ids, random.below(4)).map((id) => ({
    value: id,
    $ref: `https://example.com/scim/Groups/${id}`,
    display: random.pick(['a', 'A', 'Crew', 'É']),
    type: random.pick(['direct', 'User', 'Group']),
  }));

const metaOf = (resourceType: string, index: number): JsonObject => ({
  resourceType,
  created: new Date(BIRTH + index * 1_000).toISOString(),
  lastModified: new Date(BIRTH + index * 7_000).toISOString(),
  location: `https://example.com/scim/${resourceType}s/${index}`,
  version: `W/"${index}"`,
});

/** Users, groups, and a type that has an attribute of each type there is. */
export const SAMPLE_TYPES: readonly Sample[] = [USERS, GROUPS, SAMPLES].map(sampleOf);

/** Mostly users, whom most of the requests are about. */
const SHARES = [0, 0, 0, 0, 1, 2, 2, 2];

/** One of the types, by its place, so that an input is written down in few words. */
export const sampleIn = (index: number): Sample => {
  const sample = SAMPLE_TYPES[index];
  if (!sample) throw new RangeError(`there is no sample ${index}`);
  return sample;
};

export const drawSample = (random: Random): number => random.pick(SHARES);
