import { Unavailable } from '../../error.ts';
import { batchGet } from '../batch.ts';
import { pendingIds } from '../pending.ts';
import { isDone } from '../refusal.ts';
import { pause } from '../retry.ts';
import { identityOf, type Repair, type Suspicion } from './finding.ts';
import type { Check, Scope } from './scope.ts';
import { works } from './works.ts';

/** How often a suspicion has to be found again before it is a finding. */
const ROUNDS = 2;
/** How often a repair is tried that others come in between. */
const ATTEMPTS = 5;

/**
 * What is wrong for certain. Whatever belongs together is written in one transaction, which leaves a trace on
 * all of it: two readings around such a write differ the second time. What takes several transactions has its
 * pending entry all the while, and the entries are read after the items.
 */
export const confirmed = async (
  scope: Scope,
  check: Check,
  suspicions: readonly Suspicion[],
): Promise<readonly Suspicion[]> => {
  let left = suspicions;
  for (let round = 0; round < ROUNDS && left.length > 0; round += 1) {
    await pause(round);
    const again = Map.groupBy(await examineAgain(scope, check, left), identityOf);
    left = left.flatMap((before) => {
      // Several items may be wrong in the same words, such as two addresses of a user: each is found again once.
      const alike = again.get(identityOf(before)) ?? [];
      const index = alike.findIndex(({ evidence }) => evidence === before.evidence);
      return index < 0 ? [] : alike.splice(index, 1);
    });
  }
  return left;
};

/** The suspicions that the same beginnings give by now, without those that work under way explains. */
const examineAgain = async (
  scope: Scope,
  check: Check,
  suspicions: readonly Suspicion[],
): Promise<readonly Suspicion[]> => {
  const starts = [...new Map(suspicions.map(({ start }) => [`${start.pk} ${start.sk}`, start])).values()];
  const found = await batchGet(scope, starts);
  const again = await check.examine(
    scope,
    starts.map((key) => found(key) ?? key),
  );
  if (check === works || again.length === 0) return again;
  const underWay = await pendingIds(scope);
  return again.filter(({ ids }) => !ids.some((id) => underWay.has(id)));
};

/** Repairs what was confirmed, as it is by now. @returns whether it is in order */
export const repaired = async (scope: Scope, check: Check, finding: Suspicion): Promise<boolean> => {
  let current: Suspicion | undefined = finding;
  for (let attempt = 0; current?.repair && attempt < ATTEMPTS; attempt += 1) {
    if (await isMade(current.repair)) return true;
    await pause(attempt);
    const again = await examineAgain(scope, check, [finding]);
    current = again.find((one) => identityOf(one) === identityOf(finding));
  }
  return current === undefined;
};

/** An item can be damaged in ways that nobody thought of: then its repair fails, and the check goes on. */
const isMade = async ({ make }: Repair): Promise<boolean> => {
  try {
    return isDone(await make());
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    return false;
  }
};
