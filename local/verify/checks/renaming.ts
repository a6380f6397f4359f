/** Gives the people and groups of a fixture names that nobody else has, in what is sent and in what is expected. */
import { isObject, type Json } from '../../../lambda/scim/json.ts';
import type { Scenario, Step } from '../../replay/scenario.ts';

/**
 * The names of the fixtures: of people, of groups, and the one external id that is looked for; not `{{team}}` and
 * `$uuid as team`, which stand for an id.
 */
const NAMES =
  /quintaneiro|(?<![a-z{]|\$\w+ as )(?:sales|crew|team|support|jumpcloud|renamed|nobody)(?![a-z])|8f7a0a34/gi;

export const renamedText = (text: string, run: string): string =>
  text.replace(NAMES, (name) => `${name}${run}`);

/** @param run letters and digits that go behind every name */
export const renamed = (value: Json, run: string): Json => {
  if (typeof value === 'string') return renamedText(value, run);
  if (Array.isArray(value)) return value.map((one) => renamed(one, run));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, run)]));
};

/** A list without a filter has everybody in it, whom no fixture can know. */
const listsEverything = ({ send }: Pick<Step, 'send'>): boolean =>
  /^GET (?:\/v2)?\/(?:Users|Groups)(?:\?(?!.*filter=).*)?$/.test(send);

/** A conversation without the steps that list everything; undefined where later ones need what those have learned. */
export const amongOthers = (scenario: Scenario): Scenario | undefined => {
  const [lists, steps] = [
    scenario.steps.filter(listsEverything),
    scenario.steps.filter((step) => !listsEverything(step)),
  ];
  const learns = lists.some(({ expect }) => / as [\w.]+"/.test(JSON.stringify(expect)));
  return learns || steps.length === 0 ? undefined : { ...scenario, steps };
};
