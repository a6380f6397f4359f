import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { MAX_OPERATIONS } from '../../../lambda/scim/patch/operations.ts';
import { attributeName } from '../../../lambda/scim/schema/resolve.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { PATCH } from '../../../local/verify/urns.ts';
import { path } from './path.ts';
import { resourceBody } from './resource.ts';
import { anyJson, valueFor } from './value.ts';
import { definitionOf, type Vocabulary, written } from './vocabulary.ts';
import { recased } from './words.ts';

/** The body of a PATCH, in the manners of several provisioning clients. */
export const patchBody = (random: Random, vocabulary: Vocabulary): JsonObject => {
  const body = {
    schemas: random.chance(0.98) ? [PATCH] : anyJson(random, 2),
    Operations: operations(random, vocabulary),
  };
  return random.chance(0.97) ? body : recasedNames(random, body);
};

const operations = (random: Random, vocabulary: Vocabulary): Json[] => {
  const kind = random.below(1_000);
  if (kind < 990)
    return Array.from({ length: random.pick([1, 1, 1, 2, 3, 5]) }, () => operation(random, vocabulary));
  if (kind < 997) return [];
  const one = operation(random, vocabulary);
  return Array.from({ length: random.pick([100, MAX_OPERATIONS, MAX_OPERATIONS + 1]) }, () => one);
};

const PATHLESS_OPS = ['add', 'replace', 'Add', 'Replace', 'add', 'replace', 'add', 'replace', 'remove'];
const OPS = ['add', 'replace', 'remove', 'add', 'replace', 'remove', 'Add', 'Replace', 'Remove', 'REPLACE'];

const operation = (random: Random, vocabulary: Vocabulary): JsonObject => {
  if (random.chance(0.2)) return { op: random.pick(PATHLESS_OPS), value: pathlessValue(random, vocabulary) };
  const op = random.chance(0.99) ? random.pick(OPS) : anyJson(random, 1);
  const { text, ref } = path(random, vocabulary);
  // A removal has a value only in Entra's default dialect.
  const isBare = typeof op === 'string' && op.toLowerCase() === 'remove' && random.chance(0.6);
  const one = { op, path: random.chance(0.99) ? text : anyJson(random, 2) };
  return isBare ? one : { ...one, value: valueFor(random, definitionOf(ref)) };
};

/** With the flag, Entra writes names dotted and with URNs in a value without a path; others send part of a resource. */
const pathlessValue = (random: Random, vocabulary: Vocabulary): Json => {
  const kind = random.below(10);
  if (kind === 0) return anyJson(random, 2);
  if (kind < 4) return resourceBody(random, vocabulary);
  const refs = Array.from({ length: 1 + random.below(4) }, () => random.pick(vocabulary.names));
  return Object.fromEntries(
    refs.map((ref) => [
      random.chance(0.8)
        ? attributeName(ref)
        : random.chance(0.5)
          ? path(random, vocabulary).text
          : written(random, vocabulary, ref),
      valueFor(random, definitionOf(ref)),
    ]),
  );
};

const recasedNames = (random: Random, object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [recased(random, name), value]));
