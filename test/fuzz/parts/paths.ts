import { elementMatcher } from '../../../lambda/scim/filter/evaluate.ts';
import { printFilter } from '../../../lambda/scim/filter/print.ts';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { elementFor, type PatchPath, parsePath } from '../../../lambda/scim/path.ts';
import { attributeName } from '../../../lambda/scim/schema/resolve.ts';
import { drawPath } from '../inputs.ts';
import { isSameAgain } from '../judge/printed.ts';
import { drawSample, sampleIn } from '../samples.ts';
import type { Trial } from '../trial.ts';

interface Input {
  readonly sample: number;
  readonly text: string;
}

interface Result {
  readonly path: PatchPath;
  /** The element that the path describes. */
  readonly element: JsonObject | undefined;
}

/** Paths of PATCH operations. */
export const paths: Trial<Input, Result> = {
  name: 'paths',
  draw: (random) => {
    const sample = drawSample(random);
    return { sample, text: drawPath(random, sampleIn(sample).vocabulary) };
  },
  run: ({ sample, text }) => {
    const parsed = parsePath(text, sampleIn(sample).kind.model);
    const filter = parsed.kind === 'attribute' ? parsed.filter : undefined;
    return { path: parsed, element: filter && elementFor(filter) };
  },
  refusals: ['invalidPath', 'invalidFilter'],
  violations: ({ sample }, result) => {
    const { model } = sampleIn(sample).kind;
    const text = written(result.path);
    const filter = result.path.kind === 'attribute' ? result.path.filter : undefined;
    return [
      ...(isSameAgain(result.path, () => parsePath(text, model))
        ? []
        : [`written as ${text}, it is another path`]),
      ...(result.element && filter && !elementMatcher(filter)(result.element)
        ? ['the element that it describes is not selected by it']
        : []),
    ];
  },
};

/** A path in canonical names. */
const written = (parsed: PatchPath): string => {
  if (parsed.kind === 'extension') return parsed.extension;
  const { attribute, filter, subAttribute } = parsed;
  const sub = subAttribute ? `.${subAttribute.name}` : '';
  return `${attributeName(attribute)}${filter ? `[${printFilter(filter)}]` : ''}${sub}`;
};
