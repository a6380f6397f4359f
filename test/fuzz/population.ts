import { ScimError } from '../../lambda/scim/error.ts';
import { indexedValues } from '../../lambda/scim/index-entries.ts';
import type { Attributes } from '../../lambda/scim/resource.ts';
import type { ResourceModel } from '../../lambda/scim/schema/definition.ts';
import { type Random, randomOf } from '../../local/simulate/source/random.ts';
import type { Model } from '../explore/model.ts';
import { GROUPS, USERS } from '../service/list/kinds.ts';
import { validAttributes } from './draw/resource.ts';
import { type Vocabulary, vocabularyOf } from './draw/vocabulary.ts';

/** Characters of JSON, so that all of a type is soon read. */
const LARGEST = 3_000;

/** The order of names that are alike for 800 bytes only their index knows; `test/store/contract` has those. */
const LONGEST_NAME = 200;

const named = (name: unknown, label: string): string =>
  `${String(name).slice(0, LONGEST_NAME).toWellFormed()}${label}`;

const WORDS = { users: vocabularyOf(USERS, []), groups: vocabularyOf(GROUPS, []) };

/** Attributes that a store has room for. */
const keptAttributes = (random: Random, vocabulary: Vocabulary): Attributes => {
  for (;;) {
    const attributes = validAttributes(random, vocabulary);
    if (JSON.stringify(attributes).length < LARGEST && isIndexable(vocabulary.model, attributes))
      return attributes;
  }
};

const isIndexable = (model: ResourceModel, attributes: Attributes): boolean => {
  try {
    return indexedValues(model, attributes, 'unique').length > 0;
  } catch (error) {
    if (error instanceof ScimError) return false;
    throw error;
  }
};

const numbered = <Value>(
  prefix: string,
  count: number,
  make: (label: string) => Value,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${prefix}${index}`, make(`${prefix}${index}`)]),
  );

/** A directory of odd people in odd groups; the same for the same seed, ids and all. */
export const population = (
  seed: string,
  counts: { readonly users: number; readonly groups: number },
): Model => {
  const random = randomOf(`population ${seed}`);
  const users = numbered(`u${seed}-`, counts.users, (label): Attributes => {
    const attributes = keptAttributes(random, WORDS.users);
    return { active: true, ...attributes, userName: named(attributes['userName'], label) };
  });
  const groups = numbered(`g${seed}-`, counts.groups, (label) => {
    const attributes = keptAttributes(random, WORDS.groups);
    return {
      attributes: { ...attributes, displayName: named(attributes['displayName'], label) },
      members: random.some(Object.keys(users), random.pick([0, 1, 5, 40])).toSorted(),
    };
  });
  return { users, groups };
};
