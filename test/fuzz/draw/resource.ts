import { parseResource } from '../../../lambda/scim/body.ts';
import { ScimError } from '../../../lambda/scim/error.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import type { Attributes } from '../../../lambda/scim/resource.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { anyJson, valueFor } from './value.ts';
import type { Vocabulary } from './vocabulary.ts';
import { recased, text } from './words.ts';

/** The body of a POST or PUT: some attributes of the schemas, in order, out of order, or not of any. */
export const resourceBody = (random: Random, vocabulary: Vocabulary): JsonObject => {
  const { model, attributes } = vocabulary;
  const share = random.pick([0.1, 0.3, 0.6]);
  const inner = new Map<string, JsonObject>();
  const entries: [string, Json][] = [];
  for (const { attribute, extension } of attributes) {
    const { name, required } = attribute;
    if (!random.chance(required ? 0.99 : share)) continue;
    const value = required && random.chance(0.95) ? requiredValue(random) : valueFor(random, attribute);
    if (!extension) entries.push([random.chance(0.96) ? name : recased(random, name), value]);
    else if (random.chance(0.2)) entries.push([`${extension}:${name}`, value]);
    else inner.set(extension, { ...inner.get(extension), [name]: value });
  }
  if (random.chance(0.03)) entries.push([text(random), anyJson(random, 3)]);
  const schemas = random.chance(0.97) ? [model.schema.id, ...inner.keys()] : anyJson(random, 2);
  return Object.fromEntries([...entries, ['schemas', schemas], ...inner]);
};

/** Somebody's name, which is seldom somebody else's. */
const requiredValue = (random: Random): string => `${text(random)}-${random.below(1_000_000)}`;

/** Attributes of a resource that there can be. */
export const validAttributes = (random: Random, vocabulary: Vocabulary): Attributes => {
  for (;;) {
    try {
      return parseResource(vocabulary.model, resourceBody(random, vocabulary)).attributes;
    } catch (error) {
      if (!(error instanceof ScimError)) throw error;
    }
  }
};
