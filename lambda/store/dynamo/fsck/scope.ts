import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { GROUP, USER } from '../../../scim/schema/models.ts';
import type { Key } from '../keys.ts';
import { pagesOf, type Query } from '../read-item.ts';
import type { Item } from '../table.ts';
import type { Writing } from '../writing.ts';
import type { Suspicion } from './finding.ts';

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

/**
 * A page of a partition in the order of its sort keys, from right after `after`; `fraction` is of ids, which are
 * random. DynamoDB ends a page after 1 MB too, so that only an empty one is behind the last.
 */
export const partitionPage = async (
  scope: Scope,
  after: string,
  query: Omit<Query, 'range'> & { readonly pageSize: number },
): Promise<Page> => {
  const range = after === '' ? undefined : { after };
  const { value } = await pagesOf(scope, { ...query, range }).next();
  const items: readonly Item[] = value ?? [];
  const last = items.at(-1)?.['sk'];
  return last === undefined ? { items } : { items, next: last, fraction: fractionOf(last) };
};

const fractionOf = (id: string): number => {
  const digits = Number.parseInt(id.slice(0, 4), 16);
  return Number.isNaN(digits) ? 0 : digits / 0x1_00_00;
};

/** Whether only the key of an item is known, because there is none. */
export const isAbsent = (item: Item): boolean => Object.keys(item).length <= 2;

export const keyOf = (item: Item): Key => ({ pk: item['pk'], sk: item['sk'] });
