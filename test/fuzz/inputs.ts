import type { Json } from '../../lambda/scim/json.ts';
import type { Random } from '../../local/simulate/source/random.ts';
import { type Seeds, seedsFor } from './corpus.ts';
import { filterText } from './draw/filter.ts';
import { patchBody } from './draw/patch.ts';
import { path } from './draw/path.ts';
import { resourceBody } from './draw/resource.ts';
import type { Vocabulary } from './draw/vocabulary.ts';
import { mutatedJson } from './mutate/json.ts';
import { mutatedText, stretchedText } from './mutate/text.ts';

type Draw<Input> = (random: Random, vocabulary: Vocabulary) => Input;
type Mutate<Input> = (random: Random, one: Input, other: Input) => Input;

/** Inputs by the grammar, of the corpus, and what mutation makes of them. */
const inputs =
  <Input>(
    drawn: Draw<Input>,
    corpus: (seeds: Seeds) => readonly Input[],
    mutated: Mutate<Input>,
  ): Draw<Input> =>
  (random, vocabulary) => {
    const known = corpus(seedsFor(vocabulary.model));
    const some = () =>
      known.length > 0 && random.chance(0.13) ? random.pick(known) : drawn(random, vocabulary);
    return random.chance(0.6) ? some() : mutated(random, some(), some());
  };

/** Now and then as long as may be, or longer. */
const mutatedOrStretched: Mutate<string> = (random, one, other) =>
  random.chance(0.03) ? stretchedText(random, one) : mutatedText(random, one, other);

export const drawFilter = inputs(filterText, ({ filters }) => filters, mutatedOrStretched);
export const drawPath = inputs(
  (random, vocabulary) => path(random, vocabulary).text,
  ({ paths }) => paths,
  mutatedOrStretched,
);
export const drawBody = inputs<Json>(resourceBody, ({ bodies }) => bodies, mutatedJson);
export const drawPatch = inputs<Json>(patchBody, ({ patches }) => patches, mutatedJson);
