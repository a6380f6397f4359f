import type { AttributeRef } from '../../../lambda/scim/schema/resolve.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { elementFilterText } from './filter.ts';
import { type Vocabulary, written } from './vocabulary.ts';
import { recased, text } from './words.ts';

/** A path of a PATCH operation (RFC 7644 §3.5.2, Figure 7), and the attribute that it speaks of. */
export interface DrawnPath {
  readonly text: string;
  readonly ref: AttributeRef;
}

export const path = (random: Random, vocabulary: Vocabulary): DrawnPath => {
  const named = random.pick(random.chance(0.05) ? vocabulary.names : vocabulary.writable);
  if (random.chance(0.02)) return { text: odd(random, vocabulary), ref: named };
  const elements = vocabulary.attributes.filter(
    ({ attribute }) => attribute.multiValued && attribute.type === 'complex',
  );
  if (elements.length === 0 || random.chance(0.6))
    return { text: written(random, vocabulary, named), ref: named };

  const ref = random.pick(elements);
  const filter = `[${filterFor(random, vocabulary, ref)}]`;
  const name = `${written(random, vocabulary, ref)}${filter}`;
  if (random.chance(0.3)) return { text: name, ref };
  const subAttribute = random.pick(ref.attribute.subAttributes ?? []);
  const sub = random.chance(0.9) ? subAttribute.name : recased(random, subAttribute.name);
  return { text: `${name}.${sub}`, ref: { ...ref, subAttribute } };
};

const SIMPLE = [
  ...['type eq "work"', 'type eq "home"', 'type eq "work" and primary eq true', 'type ne "work"'],
  ...['primary eq true', 'primary eq "True"', 'value eq "a"', 'value co "a"'],
];

/** Often the simplest, which provisioning clients send, and which makes the element that it describes. */
const filterFor = (random: Random, vocabulary: Vocabulary, ref: AttributeRef): string => {
  const names = new Set((ref.attribute.subAttributes ?? []).map(({ name }) => name));
  const simple = SIMPLE.filter((filter) => names.has(filter.split(' ', 1).join()));
  return simple.length > 0 && random.chance(0.6)
    ? random.pick(simple)
    : elementFilterText(random, vocabulary, ref);
};

const odd = (random: Random, vocabulary: Vocabulary): string => {
  const { schema, extensions } = vocabulary.model;
  return random.pick([
    schema.id,
    random.pick([...extensions.map((extension) => extension.schema.id), 'urn:x']),
    `${written(random, vocabulary, random.pick(vocabulary.names))}[`,
    '.',
    text(random),
  ]);
};
