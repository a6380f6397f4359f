import type { Filter } from '../../../lambda/scim/filter/ast.ts';
import { compile } from '../../../lambda/scim/filter/evaluate.ts';
import { printFilter } from '../../../lambda/scim/filter/print.ts';
import type { Plan } from '../../../lambda/service/list/plan.ts';
import { holds } from '../../scim/filter/plain.ts';
import { isNamedBy } from '../../service/list/named-by.ts';
import { drawFilter } from '../inputs.ts';
import { isSameAgain } from '../judge/printed.ts';
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
    const text = printFilter(result.filter);
    return [
      ...(isSameAgain(result.filter, () => parseFilter(text, sample.kind.model))
        ? []
        : [`printed as ${text}, it is another filter`]),
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
