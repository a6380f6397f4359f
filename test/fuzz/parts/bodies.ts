import { isDeepStrictEqual } from 'node:util';
import { type Draft, parseResource } from '../../../lambda/scim/body.ts';
import { indexedValues } from '../../../lambda/scim/index-entries.ts';
import type { Json } from '../../../lambda/scim/json.ts';
import { EVERYTHING, project } from '../../../lambda/scim/projection.ts';
import { frozen } from '../../scim/frozen.ts';
import { drawBody } from '../inputs.ts';
import { schemaViolations } from '../judge/schema.ts';
import { drawSample, sampleIn } from '../samples.ts';
import type { Trial } from '../trial.ts';

interface Input {
  readonly sample: number;
  readonly body: Json;
}

/** Bodies of POST and PUT. */
export const bodies: Trial<Input, Draft> = {
  name: 'bodies',
  draw: (random) => {
    const sample = drawSample(random);
    return { sample, body: frozen(drawBody(random, sampleIn(sample).vocabulary)) };
  },
  run: ({ sample, body }) => {
    const { model } = sampleIn(sample).kind;
    const draft = parseResource(model, body);
    indexedValues(model, draft.attributes, 'unique');
    return draft;
  },
  refusals: ['invalidSyntax', 'invalidValue'],
  violations: ({ sample }, { attributes, members }) => {
    const { kind, shape } = sampleIn(sample);
    const again = parseResource(kind.model, { ...attributes, schemas: [kind.model.schema.id] });
    const ids = new Set(members.map(({ id }) => id));
    return [
      ...schemaViolations(shape, attributes, 'kept'),
      ...schemaViolations(shape, project(kind.model, EVERYTHING, attributes), 'part'),
      ...(isDeepStrictEqual(again.attributes, attributes) ? [] : ['sent again, it is another resource']),
      ...(ids.size < members.length || ids.has('') ? ['its members are not distinct'] : []),
    ];
  },
};
