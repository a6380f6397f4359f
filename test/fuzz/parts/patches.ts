import { isDeepStrictEqual } from 'node:util';
import { parseResource } from '../../../lambda/scim/body.ts';
import { ScimError } from '../../../lambda/scim/error.ts';
import { indexedValues } from '../../../lambda/scim/index-entries.ts';
import type { Json } from '../../../lambda/scim/json.ts';
import { dependsOnMembers, membershipChange } from '../../../lambda/scim/membership.ts';
import { membershipEdits } from '../../../lambda/scim/patch/membership.ts';
import { type Change, parsePatch } from '../../../lambda/scim/patch/operations.ts';
import type { Attributes, MembershipChange } from '../../../lambda/scim/resource.ts';
import { frozen } from '../../scim/frozen.ts';
import { drawPatch } from '../inputs.ts';
import { schemaViolations } from '../judge/schema.ts';
import { drawSample, type Sample, sampleIn } from '../samples.ts';
import type { Subject } from '../subject.ts';
import type { Trial } from '../trial.ts';

interface Input {
  readonly sample: number;
  /** Which of the sample's resources is changed. */
  readonly resource: number;
  readonly body: Json;
}

interface Result {
  readonly changes: readonly Change[];
  readonly after: Attributes;
  readonly members: MembershipChange;
  /** The same change, as it is known without the members there are; undefined where it depends on them. */
  readonly blind: MembershipChange | undefined;
}

/** Bodies of PATCH, applied. */
export const patches = ({ applyChanges }: Subject): Trial<Input, Result> => ({
  name: 'patches',
  draw: (random) => {
    const sample = drawSample(random);
    const { attributes, vocabulary } = sampleIn(sample);
    return { sample, resource: random.below(attributes.length), body: frozen(drawPatch(random, vocabulary)) };
  },
  run: ({ sample, resource, body }) => {
    const { kind, attributes, members } = sampleIn(sample);
    const { model } = kind;
    const changes = parsePatch(model, body);
    const edits = membershipEdits(changes.filter(isOfMembers));
    const after = applyChanges(
      model,
      attributes[resource] ?? {},
      changes.filter((one) => !isOfMembers(one)),
    );
    indexedValues(model, after, 'unique');
    return {
      changes,
      after,
      members: membershipChange(edits, members[resource] ?? []),
      blind: dependsOnMembers(edits) ? undefined : membershipChange(edits),
    };
  },
  refusals: [
    'invalidSyntax',
    'invalidPath',
    'invalidFilter',
    'invalidValue',
    'mutability',
    'noTarget',
    'tooMany',
  ],
  violations: (input, result) => {
    const sample = sampleIn(input.sample);
    return [
      ...schemaViolations(sample.shape, result.after, 'kept'),
      ...creationViolations(sample, result.after),
      ...repetitionViolations(sample, result, applyChanges),
      ...memberViolations(sample, input.resource, result),
    ];
  },
});

const isOfMembers = ({ path }: Change): boolean => path.attribute.attribute.name === 'members';

/** What a PATCH makes is what a POST of the same would be. */
const creationViolations = ({ kind }: Sample, after: Attributes): readonly string[] => {
  const { attributes } = parseResource(kind.model, { ...after, schemas: [kind.model.schema.id] });
  return isDeepStrictEqual(attributes, after) ? [] : ['a POST of it would be another resource'];
};

/**
 * One operation done twice is done once (RFC 7644 §3.5.2), unless what it changes is what its filter asks for.
 */
const repetitionViolations = (
  { kind }: Sample,
  { changes, after }: Result,
  applyChanges: Subject['applyChanges'],
): readonly string[] => {
  const [only, ...more] = changes;
  if (!only || more.length > 0 || only.path.filter || isOfMembers(only)) return [];
  try {
    const twice = applyChanges(kind.model, after, changes);
    return isDeepStrictEqual(twice, after) ? [] : ['done twice, it is something else'];
  } catch (error) {
    if (error instanceof ScimError) return [`done twice, it is refused: ${error.message.slice(0, 200)}`];
    throw error;
  }
};

const memberViolations = (
  { members: all }: Sample,
  resource: number,
  { members, blind }: Result,
): readonly string[] => {
  const before = new Set((all[resource] ?? []).map(({ id }) => id));
  const added = new Set(members.add.map(({ id }) => id));
  const removed = new Set(members.remove);
  const blindly = blind && {
    add: blind.add.map(({ id }) => id).filter((id) => !before.has(id)),
    remove: blind.remove.filter((id) => before.has(id)),
  };
  return [
    ...([...added].some((id) => before.has(id) || removed.has(id)) ? ['who is a member is added'] : []),
    ...([...removed].some((id) => !before.has(id)) ? ['who is no member is removed'] : []),
    ...(blindly && !isDeepStrictEqual([new Set(blindly.add), new Set(blindly.remove)], [added, removed])
      ? ['the members come out otherwise without a look at who there is']
      : []),
  ];
};
