import type { Json } from '../../../lambda/scim/json.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { mutatedText } from '../mutate/text.ts';
import { text } from './words.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What is sent as a body: JSON, mostly. Ids in it are often some of those given. */
export const drawPayload = (random: Random, body: Json, ids: readonly string[]): string => {
  const json = JSON.stringify(body).replace(UUID, (id) => (random.chance(0.85) ? random.pick(ids) : id));
  const kind = random.below(1_000);
  if (kind < 940) return json;
  if (kind < 990) return mutatedText(random, json, text(random));
  if (kind < 995) return random.pick(['', '{', 'null', '[]', '"x"', '{}', '['.repeat(50_000)]);
  const size = random.pick([100_000, 390_000, 500_000, 4_100_000, 4_300_000]);
  return json.replace(/"([^"\\]*)"(?=[,}\]])/, (_, value: string) => JSON.stringify(value.padEnd(size, 'x')));
};
