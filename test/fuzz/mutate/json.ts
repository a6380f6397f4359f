import { isObject, type Json, type JsonObject } from '../../../lambda/scim/json.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { anyJson } from '../draw/value.ts';
import { recased, text } from '../draw/words.ts';
import { mutatedText } from './text.ts';

/** A message with a few changes within, or some of another in it; JSON still. */
export const mutatedJson = (random: Random, json: Json, other: Json): Json => {
  let changed = json;
  for (let count = 1 + random.below(2); count > 0; count -= 1) {
    const donor = random.chance(0.5) ? partOf(random, other) : anyJson(random, 2);
    changed = changedWithin(random, changed, donor, 0);
  }
  return changed;
};

/** A value somewhere within another. */
const partOf = (random: Random, json: Json): Json => {
  const parts = typeof json === 'object' && json !== null ? Object.values(json) : [];
  return parts.length === 0 || random.chance(0.3) ? json : partOf(random, random.pick(parts));
};

/** Goes down to a value somewhere, and changes it or what is around it. */
const changedWithin = (random: Random, json: Json, donor: Json, depth: number): Json => {
  const isLeaf = typeof json !== 'object' || json === null || Object.keys(json).length === 0;
  if (isLeaf || random.chance(depth < 3 ? 0.02 : 0.3)) return changedValue(random, json, donor);
  if (Array.isArray(json)) {
    const at = random.below(json.length);
    return json.map((element, index) =>
      index === at ? changedWithin(random, element, donor, depth + 1) : element,
    );
  }
  const names = Object.keys(json);
  // Without these a message is refused before anything else of it is looked at.
  const others = names.filter((name) => !/^(schemas|op)$/i.test(name));
  const name = random.pick(others.length === 0 || random.chance(0.03) ? names : others);
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      key === name ? changedWithin(random, value, donor, depth + 1) : value,
    ]),
  );
};

/** A text as it is; anything else as JSON, since it may have a `toString` that is no function. */
const textOf = (json: Json): string => (typeof json === 'string' ? json : JSON.stringify(json));

const changedValue = (random: Random, json: Json, donor: Json): Json => {
  if (typeof json === 'string' && random.chance(0.6)) return mutatedText(random, json, textOf(donor));
  switch (random.below(7)) {
    case 0:
      return donor;
    case 1:
      return random.pick<Json>([[json], { value: json }, [json, json], [json, donor]]);
    case 2:
      return random.pick<Json>([null, '', [], {}, textOf(json), 'True', 0]);
    case 3:
      return textOf(json);
    case 4:
      return Array.isArray(json)
        ? json.toSpliced(random.below(json.length + 1), random.below(2), donor)
        : donor;
    default:
      return isObject(json) ? renamed(random, json, donor) : donor;
  }
};

type Entry = readonly [name: string, value: Json];

/** An object with a name less, in another case, of another's value, or more. */
const renamed = (random: Random, object: JsonObject, donor: Json): JsonObject => {
  const entries: readonly Entry[] = Object.entries(object);
  const at = random.below(entries.length + 1);
  const [name, value]: Entry = entries[at] ?? [text(random), donor];
  const instead = random.pick<readonly Entry[]>([
    [],
    [[recased(random, name), value]],
    [
      [name, value],
      [recased(random, name), donor],
    ],
    [[text(random), value]],
    [
      [name, value],
      ['__proto__', { polluted: true }],
    ],
  ]);
  return Object.fromEntries(entries.toSpliced(at, 1, ...instead));
};
