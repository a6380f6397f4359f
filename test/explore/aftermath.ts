import { violationsAmong } from '../harness/invariants.ts';
import type { Run } from './explorer.ts';
import { judge } from './judge.ts';
import type { Model } from './model.ts';
import type { Observation } from './observe.ts';
import { type Operation, perform } from './operations.ts';
import { fsckFindings, isLeftPending, sweepUp } from './recovery.ts';
import type { Answer } from './request.ts';
import { TENANT } from './world.ts';

/**
 * Looks at what readers see, which has to be one of the candidates.
 * @param before what the candidates were made of
 */
export const look = async (
  run: Run,
  candidates: readonly Model[],
  takesEffect: Operation['takesEffect'] = 'whole',
  before?: Observation,
): Promise<Observation> => {
  const seen = await run.observe(candidates);
  run.note('a reader', judge(seen, candidates, takesEffect, before?.unread));
  return seen;
};

/** How many runs fsck looks at, beside the invariants that all are held to: it costs as much as the rest. */
const FSCK_SHARE = 0.25;

/** Sweeps up what is left pending: readers see what they saw before, and all items are in order. */
export const sweep = async (run: Run, before: Observation): Promise<void> => {
  if (await isLeftPending(run.world)) {
    const answer = await sweepUp(run.world.table);
    run.note('the sweeper', unexpected(answer, [200]));
    await look(run, [before.model], 'whole', before);
  }
  run.note('all items', violationsAmong(TENANT, await run.world.items()));
  if (run.random.chance(FSCK_SHARE)) run.note('fsck', await fsckFindings(run.world.table));
};

/** Sends the request again: its answer and the directory have to follow from what readers saw before. */
export const repeat = async (run: Run, operation: Operation, before: Observation): Promise<Observation> => {
  const { status, after } = operation.effect(before.model);
  const answer = await perform(operation, run.world.table, run.world);
  run.note(`the request again: ${answer.status}`, unexpected(answer, [status]));
  return look(run, [after], 'whole', before);
};

export const unexpected = ({ status, body }: Answer, possible: readonly number[]): readonly string[] =>
  possible.includes(status)
    ? []
    : [`the answer is ${status} (${JSON.stringify(body)}), not ${[...new Set(possible)].join(' or ')}`];
