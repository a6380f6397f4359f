import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { GROUP, USER } from '../../../scim/schema/models.ts';
import { update } from '../action.ts';
import { isId } from '../id.ts';
import type { Key } from '../keys.ts';
import { pagesOf, type Query } from '../read-item.ts';
import type { Item } from '../table.ts';
import { commit } from '../transaction.ts';
import type { Writing } from '../writing.ts';
import { type Actions, changed, type Fault, type Repair, type Suspicion, trace } from './finding.ts';

/** What every check is told: the tenant, its setting, and on whose behalf repairs are made. */
export interface Scope extends Writing {
  readonly groupNames: 'unique' | 'any';
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export const MODELS = { User: USER, Group: GROUP } as const;
export const TYPES: readonly ResourceTypeName[] = ['User', 'Group'];

/** A part of what a check goes through: items, or the keys of items that ought to be there. */
export interface Page {
  readonly items: readonly Item[];
  /** Where the next page begins; absent when this is the last one. */
  readonly next?: string;
  /** How far the check has come by then, from 0 to 1. */
  readonly fraction?: number;
}

/** One direction in which items are held against each other. */
export interface Check {
  readonly title: string;
  /** The page that begins at `at`; an empty string is the beginning. */
  readonly page: (scope: Scope, at: string) => Promise<Page>;
  /** What seems wrong of these items, and of all that hangs on them. */
  readonly examine: (scope: Scope, items: readonly Item[]) => Promise<readonly Suspicion[]>;
}

/** Sort keys before and after all others. */
const FIRST = '\u0000';
const LAST = '\u{10FFFF}';

/** A page of a partition in the order of its sort keys, from right after `after`. */
export const pageAfter = async (
  scope: Scope,
  after: string,
  query: Omit<Query, 'between'>,
): Promise<readonly Item[]> => {
  const between = { from: after === '' ? FIRST : `${after}\u0000`, to: LAST };
  for await (const items of pagesOf(scope, { ...query, between })) return items;
  return [];
};

/** A page of a partition as a page of a check; `fraction` is of ids, which are random. */
export const partitionPage = async (
  scope: Scope,
  after: string,
  query: Omit<Query, 'between'> & { readonly pageSize: number },
): Promise<Page> => {
  const items = await pageAfter(scope, after, query);
  const last = items.at(-1)?.['sk'];
  return items.length < query.pageSize || last === undefined
    ? { items }
    : { items, next: last, fraction: fractionOf(last) };
};

export const fractionOf = (id: string): number => {
  const digits = Number.parseInt(id.slice(0, 4), 16);
  return Number.isNaN(digits) ? 0 : digits / 0x1_00_00;
};

/** Whether only the key of an item is known, because there is none. */
export const isAbsent = (item: Item): boolean => Object.keys(item).length <= 2;

export const keyOf = (item: Item): Key => ({ pk: item['pk'], sk: item['sk'] });

/** A repair of one transaction. */
export const repair = (scope: Scope, does: string, actions: () => Actions): Repair => ({
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
