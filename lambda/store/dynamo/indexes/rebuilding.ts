import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { DECLARED_INDEXES } from '../../../scim/schema/models.ts';
import { put } from '../action.ts';
import { indexed } from '../fsck/indexed.ts';
import { TYPES } from '../fsck/scope.ts';
import { type Finding, type Fsck, type FsckState, type FsckStep, fsckStep } from '../fsck/step.ts';
import { commit } from '../transaction.ts';
import { type Writing, writing } from '../writing.ts';
import { type Completeness, completenessItem, generationsOf, readCompleteness } from './completeness.ts';
import { register } from './registration.ts';

/** Where the next step goes on. */
export interface RebuildState extends FsckState {
  /** Of each type whose indexes are rebuilt: what is complete when it is over. */
  readonly generations: Readonly<Partial<Record<ResourceTypeName, Completeness>>>;
  /** Whether some resource could not be given its entries. */
  readonly failed: boolean;
}

export interface RebuildStep {
  /** Absent when it is over. */
  readonly state?: RebuildState;
  /** Nothing is begun yet: the first step has to be made again after so many seconds. */
  readonly waitSeconds?: number;
  /** The attributes whose indexes are not complete; none when nothing is to be done any more. */
  readonly incomplete: readonly string[];
  /** What could not be put right. */
  readonly findings: readonly Finding[];
  /** How many resources were given other entries by this step. */
  readonly rewritten: number;
  readonly progress: FsckStep['progress'];
}

/**
 * How old an index has to be, milliseconds. What is written by functions of an older release has no entries of it,
 * and their last requests may go on for half a minute after others have taken their place.
 */
export const SETTLED = 60_000;

const NOTHING_DONE = { findings: [], rewritten: 0 } as const;

/**
 * Gives the resources of a tenant the entries of indexes that are younger than they are, a part of them at a time.
 * When all have been gone through and nothing is left to do, the indexes are complete, and lists rely on them.
 * @param from what the step before answered; undefined for the first
 * @throws Unavailable, after which the same step may be made again
 */
export const rebuildStep = async (
  fsck: Omit<Fsck, 'repair'>,
  from: RebuildState | undefined,
): Promise<RebuildStep> => {
  const { table, tenant, now, requestId, until } = fsck;
  const by = { tokenId: 'maintenance', requestId, sourceIp: '-', dialect: 'reindex' };
  const scope = writing(table, tenant, { by, deadline: until + GRACE });
  if (!from) return begun(scope, now());

  const types = TYPES.filter((type) => from.generations[type]);
  const { findings, progress, state } = await fsckStep({ ...fsck, repair: true }, from, types.map(indexed));
  const left = findings.filter(({ outcome }) => outcome === 'left');
  const done = {
    findings: left,
    rewritten: findings.filter(({ outcome }) => outcome === 'repaired').length,
    progress,
  };
  const failed = from.failed || left.length > 0;
  const { generations } = from;
  const incomplete = types.flatMap((type) => Object.keys(generations[type] ?? {}));
  if (state) return { state: { ...state, generations, failed }, incomplete, ...done };
  if (failed) return { incomplete, ...done };
  for (const type of types) await complete(scope, type, generations[type] ?? {});
  return { incomplete: [], ...done };
};

/** How long the calls of a step may go on after it should have ended, milliseconds. */
const GRACE = 120_000;

const begun = async (scope: Writing, now: number): Promise<RebuildStep> => {
  const generations: Partial<Record<ResourceTypeName, Completeness>> = {};
  const incomplete: string[] = [];
  let settled = 0;
  for (const type of TYPES) {
    await register(scope, type, DECLARED_INDEXES[type]);
    const { registration, complete: known } = await readCompleteness(scope, type);
    const all = generationsOf(registration);
    const missing = Object.keys(all).filter((attribute) => all[attribute] !== known[attribute]);
    if (missing.length === 0) continue;
    generations[type] = all;
    incomplete.push(...missing);
    const since = missing.map((attribute) => Date.parse(registration.indexes[attribute]?.at ?? ''));
    settled = Math.max(settled, ...since.map((at) => at + SETTLED));
  }
  const progress = (check: string, fraction: number) => ({ check, fraction, items: 0 });
  if (incomplete.length === 0) return { incomplete, ...NOTHING_DONE, progress: progress('everything', 1) };
  if (settled > now) {
    const waitSeconds = Math.ceil((settled - now) / 1000);
    return {
      incomplete,
      waitSeconds,
      ...NOTHING_DONE,
      progress: progress('the last deployment to settle', 0),
    };
  }
  const state = { check: 0, at: '', generations, failed: false };
  return { state, incomplete, ...NOTHING_DONE, progress: progress('index entries', 0) };
};

const complete = async (scope: Writing, type: ResourceTypeName, generations: Completeness): Promise<void> => {
  const item = completenessItem(scope.tenant, type, generations, scope.by);
  await commit(scope.table, [put(item)], scope.deadline);
};

export const isRebuildState = (value: unknown): value is RebuildState => {
  const { check, at, generations, failed } = Object(value);
  return (
    (check === 0 || check === 1) &&
    typeof at === 'string' &&
    typeof failed === 'boolean' &&
    Object.entries(Object(generations)).every(
      ([type, numbers]) =>
        TYPES.some((one) => one === type) &&
        Object.values(Object(numbers)).every((one) => Number.isSafeInteger(one)),
    )
  );
};
