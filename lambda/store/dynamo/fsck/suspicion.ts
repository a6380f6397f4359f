import { type Action, update } from '../action.ts';
import { isId } from '../id.ts';
import type { Item } from '../table.ts';
import { commit } from '../transaction.ts';
import { changed, type Fault, type Repair, type Suspicion, trace } from './finding.ts';
import { keyOf, type Scope } from './scope.ts';

/** A repair of one transaction. */
export const repair = (scope: Scope, does: string, actions: () => readonly Action[]): Repair => ({
  does,
  make: async () => commit(scope.table, actions(), scope.deadline),
});

type Rest = Partial<Pick<Suspicion, 'repair' | 'advice'>>;

/** A suspicion about an item, which was found as it is by the check of `start`. */
export const suspicion = (
  fault: Fault,
  start: Item,
  where: string,
  ids: readonly string[],
  evidence: readonly (Item | undefined)[],
  rest: Rest = {},
): Suspicion => ({
  fault,
  start: keyOf(start),
  where,
  ids,
  evidence: [start, ...evidence].map(trace).join(),
  ...rest,
});

/**
 * What can be wrong with any item: it is of another kind than its place is for, or does not say who wrote it.
 * The sort key of an unknown one is told only where it is an id: it may be somebody's name.
 */
export const suspicionsOfItem = (
  scope: Scope,
  start: Item,
  item: Item,
  kind: string,
  where: string,
  ids: readonly string[],
): readonly Suspicion[] => {
  if (item['kind'] !== kind) {
    const advice = 'look at it, and remove it by hand';
    return [suspicion('unknown item', start, where, ids, [item], { advice })];
  }
  if (item['by']) return [];
  const sign = repair(scope, 'says so in its place', () => [
    update(
      keyOf(item),
      'SET #by = :by',
      { by: scope.by },
      {
        condition: 'attribute_exists(#pk) AND attribute_not_exists(#by)',
        refused: changed,
      },
    ),
  ]);
  return [suspicion('nobody’s item', start, where, ids, [item], { repair: sign })];
};

/** A sort key that ends a description: an id, or that it is none. */
export const idOrNot = (sk: string): string => (isId(sk) ? sk : '(no id)');
