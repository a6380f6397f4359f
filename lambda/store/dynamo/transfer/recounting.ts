import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { update } from '../action.ts';
import { putAll } from '../batch.ts';
import { counterItem } from '../item/counter.ts';
import { GATE_PROJECTION } from '../item/gate.ts';
import { typeOf } from '../item/stub.ts';
import {
  afterIds,
  COUNTERS,
  counterPartition,
  counterPrefix,
  gateKey,
  gatePartition,
  resourcePartition,
  SHARDS,
  shardPartition,
  stubPartition,
} from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf, queryAll } from '../read-item.ts';
import type { Item } from '../table.ts';
import { commit } from '../transaction.ts';
import type { Writing } from '../writing.ts';

/** Where the next step goes on: at a counter, or behind a group. */
export type RecountState =
  | { readonly part: 'counters'; readonly at: number }
  | { readonly part: 'gates'; readonly after: string };

export interface RecountStep {
  /** Absent when everything has been counted. */
  readonly state?: RecountState;
  readonly progress: { readonly fraction: number };
}

export const FIRST_RECOUNT: RecountState = { part: 'counters', at: 0 };

const COUNTERS_A_PAGE = 16;
const GROUPS_A_PAGE = 8;

/**
 * Counts a part of what has been imported: resources by the beginnings of their ids, and members by their gates. It
 * sets what it counts, so it may be made again; nobody else writes to the tenant meanwhile.
 * @throws Unavailable, after which the same step may be made again
 */
export const recountStep = async (
  writing: Writing & { readonly until: number },
  from: RecountState,
): Promise<RecountStep> => {
  let state: RecountState | undefined = from;
  while (state) {
    state =
      state.part === 'counters' ? await setCounters(writing, state.at) : await setGates(writing, state.after);
    if (state && Date.now() >= writing.until) return { state, progress: { fraction: fractionOf(state) } };
  }
  return { progress: { fraction: 1 } };
};

/** Ids are random, so that the digits of one tell how many precede it. */
const fractionOf = (state: RecountState): number =>
  state.part === 'counters'
    ? (state.at / COUNTERS) * 0.3
    : 0.3 + (Number.parseInt(state.after.slice(0, 4), 16) / 0x1_00_00) * 0.7;

const setCounters = async (writing: Writing, at: number): Promise<RecountState> => {
  const range = { from: counterPrefix(at), to: afterIds(counterPrefix(at + COUNTERS_A_PAGE - 1)) };
  const counts = new Map<string, number>();
  const query = { pk: stubPartition(writing.tenant), range, projection: '#sk, #type' };
  for await (const stubs of pagesOf(writing, query)) {
    for (const stub of stubs) {
      const place = placeOf(typeOf(stub), stub['sk']);
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  const items = [...counts].map(([place, count]) => {
    const [type, prefix = ''] = place.split(' ');
    const pk = counterPartition(writing.tenant, type === 'Group' ? 'Group' : 'User');
    return counterItem({ pk, sk: prefix }, count, writing.by);
  });
  await putAll(writing, items);
  const next = at + COUNTERS_A_PAGE;
  return next < COUNTERS ? { part: 'counters', at: next } : { part: 'gates', after: '' };
};

const placeOf = (type: ResourceTypeName, id: string): string => `${type} ${id.slice(0, 2)}`;

const setGates = async (writing: Writing, after: string): Promise<RecountState | undefined> => {
  const pk = resourcePartition(writing.tenant, 'Group');
  const range = after === '' ? undefined : { after };
  const query = { pk, range, projection: '#sk', pageSize: GROUPS_A_PAGE };
  const { value } = await pagesOf(writing, query).next();
  const groups: readonly Item[] = value ?? [];
  await inParallel(groups, ({ sk }) => setGatesOf(writing, sk));
  const last = groups.at(-1)?.['sk'];
  return last === undefined ? undefined : { part: 'gates', after: last };
};

const setGatesOf = async (writing: Writing, groupId: string): Promise<void> => {
  const { table, tenant, deadline } = writing;
  const gates = await queryAll(writing, { pk: gatePartition(tenant, groupId), projection: GATE_PROJECTION });
  await inParallel(SHARDS, async (shard) => {
    let count = 0;
    for await (const members of pagesOf(writing, {
      pk: shardPartition(tenant, groupId, shard),
      projection: '#sk',
    }))
      count += members.length;
    if (gates.find(({ sk }) => sk === shard)?.['count'] === count) return;
    await commit(
      table,
      [update(gateKey(tenant, groupId, shard), 'SET #count = :count', { count })],
      deadline,
    );
  });
};

export const isRecountState = (value: unknown): value is RecountState => {
  const { part, at, after } = Object(value);
  if (part === 'gates') return typeof after === 'string';
  return part === 'counters' && Number.isInteger(at) && at >= 0 && at < COUNTERS;
};
