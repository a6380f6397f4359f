import type { Filter } from '../../lambda/scim/filter/ast.ts';
import type { ValueRange } from '../../lambda/scim/value-range.ts';
import type { Source } from '../../lambda/service/list/source.ts';
import { SUBJECT, type Subject } from './subject.ts';

/** A range without its ends. */
const opened = (range: ValueRange): ValueRange => {
  if (range.kind !== 'between') return range;
  const { from, to } = range;
  return {
    kind: 'between',
    ...(from && { from: { ...from, included: false } }),
    ...(to && { to: { ...to, included: false } }),
  };
};

const withoutEnds = (source: Source): Source => {
  if (source.by === 'union') return { ...source, of: source.of.map(withoutEnds) };
  return source.by === 'entries' ? { ...source, values: opened(source.values) } : source;
};

/** Goes over all that was read at each mark. */
const quadratic = (text: string): void => {
  for (let end = 0; end < text.length; end += 1) {
    if (text[end] === ' ') text.slice(0, end).split('');
  }
};

/** Faults that the code does not have and that fuzzing has to find. */
export const PLANTS: Readonly<Record<string, Partial<Subject>>> = {
  'quadratic-parser': {
    parseFilter: (text, model): Filter => {
      quadratic(text);
      return SUBJECT.parseFilter(text, model);
    },
  },
  'plan-without-ends': {
    planFor: (kind, filter) => {
      const plan = SUBJECT.planFor(kind, filter);
      return { ...plan, source: plan.source && withoutEnds(plan.source) };
    },
  },
  'index-without-ends': {
    directory: (directory) => ({
      ...directory,
      holders: (tenant, type, attribute, values, call) =>
        directory.holders(tenant, type, attribute, opened(values), call),
    }),
  },
  'empty-values-kept': {
    applyChanges: (model, before, changes) => {
      const after = SUBJECT.applyChanges(model, before, changes);
      const emptied = changes.find(
        ({ path, value }) => value === '' && !path.attribute.extension && !path.subAttribute,
      );
      return emptied ? { ...after, [emptied.path.attribute.attribute.name]: '' } : after;
    },
  },
};
