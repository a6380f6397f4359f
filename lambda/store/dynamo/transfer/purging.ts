import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { GROUP, USER } from '../../../scim/schema/models.ts';
import { deleteAll } from '../batch.ts';
import { chunks } from '../chunks.ts';
import {
  completenessKey,
  counterPartition,
  entryPartition,
  PENDING_LISTING,
  pendingListingKey,
  pendingPartition,
  resourcePartition,
  stubPartition,
  tombstonePartition,
} from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf } from '../read-item.ts';
import type { Item } from '../table.ts';
import type { Writing } from '../writing.ts';
import { type Cleared, type Clearing, clearMemberships, clearResource, keyOf } from './clearing.ts';

export interface PurgeStep {
  /** The number of the pass at which the next step goes on; absent when nothing is left. */
  readonly state?: number;
  readonly deleted: number;
  readonly progress: { readonly what: string; readonly fraction: number };
}

/** What is gone of a pass, and whether all of it is. */
interface Page {
  readonly deleted: number;
  readonly isLast: boolean;
}

/** One partition of a tenant, or the stretch of one, which is emptied from its beginning. */
interface Pass {
  readonly what: string;
  readonly pk: string;
  readonly range?: { readonly from: string; readonly to: string };
  /** What hangs on an item, and is found by nothing else: it goes first. */
  readonly clear?: (clearing: Clearing, item: Item) => Promise<Cleared>;
}

const PAGE_SIZE = 100;
/** So many items are cleared side by side before the time is looked at. */
const ITEMS_AT_ONCE = 16;
const TYPES: readonly ResourceTypeName[] = ['User', 'Group'];

/**
 * Deletes a part of what a tenant's directory has in the table, as much as time allows and a bit at least. Whatever
 * names other items goes after them, so that a step that was cut short is completed by the next, from any pass on.
 * Bookmarks have partitions that nobody can name; they expire within the hour.
 * @throws Unavailable, after which the same step may be made again
 */
export const purgeStep = async (clearing: Clearing, from: number): Promise<PurgeStep> => {
  const passes = passesOf(clearing.tenant);
  let deleted = 0;
  for (let state = from; ; ) {
    const pass = passes[state];
    if (!pass) {
      const left = await firstLeft(clearing, passes);
      if (left < 0) return { deleted, progress: { what: 'everything', fraction: 1 } };
      state = left;
      continue;
    }
    const page = await purgePage(clearing, pass);
    deleted += page.deleted;
    if (page.isLast) state += 1;
    if (Date.now() >= clearing.until && state < passes.length)
      return { state, deleted, progress: { what: pass.what, fraction: state / passes.length } };
  }
};

/** Where something is in spite of all: a step may be given any state, and others may have been under way. */
const firstLeft = async (writing: Writing, passes: readonly Pass[]): Promise<number> => {
  const left = await inParallel(passes, async ({ pk, range }) => {
    const { value } = await pagesOf(writing, { pk, range, projection: '#pk', pageSize: 1 }).next();
    return value?.length !== 0;
  });
  return left.indexOf(true);
};

const purgePage = async (clearing: Clearing, { pk, range, clear }: Pass): Promise<Page> => {
  const { value } = await pagesOf(clearing, { pk, range, pageSize: PAGE_SIZE }).next();
  const items: readonly Item[] = value ?? [];
  let deleted = 0;
  for (const some of chunks(items, ITEMS_AT_ONCE)) {
    if (deleted > 0 && Date.now() >= clearing.until) break;
    const cleared = clear ? await inParallel(some, (item) => clear(clearing, item)) : [];
    // What still names others is kept, by which they are found again.
    const bare = some.filter((_, index) => cleared[index]?.isDone !== false);
    await deleteAll(clearing, bare.map(keyOf));
    deleted += cleared.reduce((sum, one) => sum + one.items, bare.length);
  }
  return { deleted, isLast: items.length === 0 };
};

const passesOf = (tenant: string): readonly Pass[] => [
  { what: 'groups', pk: resourcePartition(tenant, 'Group'), clear: clearResource('Group') },
  { what: 'users', pk: resourcePartition(tenant, 'User'), clear: clearResource('User') },
  { what: 'what was deleted', pk: tombstonePartition(tenant), clear: clearMemberships },
  { what: 'work under way', pk: pendingPartition(tenant), clear: clearWork },
  {
    what: 'work under way',
    pk: PENDING_LISTING,
    range: { from: `${tenant}#`, to: `${tenant}#\u{10FFFF}` },
    clear: clearListed,
  },
  { what: 'stubs', pk: stubPartition(tenant), clear: clearMemberships },
  ...[USER, GROUP].flatMap(({ name, indexes }) =>
    indexes.map(({ attribute }) => ({
      what: `${name.toLowerCase()}s by ${attribute}`,
      pk: entryPartition(tenant, name, attribute),
    })),
  ),
  ...TYPES.map((type) => ({ what: 'counters', pk: counterPartition(tenant, type) })),
  { what: 'indexes', pk: completenessKey(tenant, 'User').pk },
];

const clearWork = async (clearing: Clearing, item: Item): Promise<Cleared> => {
  await deleteAll(clearing, [pendingListingKey(clearing.tenant, item['sk'])]);
  return clearMemberships(clearing, item);
};

/** Of the list of all tenants, what belongs to this one. */
const clearListed = (clearing: Clearing, item: Item): Promise<Cleared> =>
  clearMemberships(clearing, { ...item, sk: String(item['sk']).slice(clearing.tenant.length + 1) });

export const isPurgeState = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) < passesOf('').length;
