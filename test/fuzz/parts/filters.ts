import { isDeepStrictEqual } from 'node:util';
import type { Filter } from '../../../lambda/scim/filter/ast.ts';
import { compile } from '../../../lambda/scim/filter/evaluate.ts';
import { MAX_LENGTH } from '../../../lambda/scim/filter/parser.ts';
import { printFilter } from '../../../lambda/scim/filter/print.ts';
import type { Plan } from '../../../lambda/service/list/plan.ts';
import { holds } from '../../scim/filter/plain.ts';
import { isNamedBy } from '../../service/list/named-by.ts';
import { drawFilter } from '../inputs.ts';
import { drawSample, type Sample, sampleIn } from '../samples.ts';
import type { Subject } from '../subject.ts';
import type { Trial } from '../trial.ts';

interface Input {
  readonly sample: number;
  readonly text: string;
}

interface Result {
  readonly filter: Filter;
  readonly plan: Plan;
  /** Of each resource of the sample, whether the filter selects it. */
  readonly selected: readonly boolean[];
}

/** Filters: parsed, printed, planned and evaluated. */
export const filters = ({ parseFilter, planFor }: Subject): Trial<Input, Result> => ({
  name: 'filters',
  draw: (random) => {
    const sample = drawSample(random);
    return { sample, text: drawFilter(random, sampleIn(sample).vocabulary) };
  },
  run: ({ sample, text }) => {
    const { kind, resources } = sampleIn(sample);
    const filter = parseFilter(text, kind.model);
    return { filter, plan: planFor(kind, filter), selected: resources.map(compile(filter)) };
  },
  refusals: ['invalidFilter'],
  violations: (input, result) => {
    const sample = sampleIn(input.sample);
    return [
      ...printViolations(result.filter, sample, parseFilter),
      ...sample.resources.flatMap((resource, index) => {
        const isSelected = result.selected[index] === true;
        const differs = holds(result.filter, resource) !== isSelected;
        return [
          ...(differs ? [`resource ${index} is ${isSelected ? '' : 'not '}selected`] : []),
          ...planViolations(result.plan, sample, index, isSelected),
        ];
      }),
    ];
  },
});

/** What is printed means the same. It may be longer, where names were short. */
const printViolations = (
  filter: Filter,
  { kind }: Sample,
  parseFilter: Subject['parseFilter'],
): readonly string[] => {
  const text = printFilter(filter);
  if (text.length > MAX_LENGTH) return [];
  return isDeepStrictEqual(parseFilter(text, kind.model), filter)
    ? []
    : [`printed as ${text}, it is another filter`];
};

const planViolations = (
  { source, exact, rest }: Plan,
  { kind, resources }: Sample,
  index: number,
  isSelected: boolean,
): readonly string[] => {
  const resource = resources[index] ?? {};
  const isFound = !source || isNamedBy(kind, source, resource);
  const isKept = isFound && (!rest || compile(rest)(resource));
  return [
    ...(isKept === isSelected ? [] : [`resource ${index} is ${isKept ? '' : 'not '}found by the plan`]),
    ...(source && exact && isFound !== isSelected ? [`the plan is not exact for resource ${index}`] : []),
  ];
};
