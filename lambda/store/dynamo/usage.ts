import { readGates } from './gates.ts';
import { isId } from './id.ts';
import { resourcePartition } from './keys.ts';
import { inParallel, PARTITIONS_AT_ONCE } from './parallel.ts';
import { pagesOf } from './read-item.ts';
import { counters } from './seeking.ts';
import type { Item } from './table.ts';
import type { Reading } from './writing.ts';

/** How many a directory has, as its counters and gates say. */
export interface DirectoryUsage {
  readonly users: number;
  readonly groups: number;
  readonly memberships: number;
}

/** What has been counted so far: memberships, of the groups up to `after`. */
export interface UsageState extends DirectoryUsage {
  readonly after: string;
  readonly seen: number;
}

export interface UsageStep {
  /** Absent when everything has been counted. */
  readonly state?: UsageState;
  readonly usage: DirectoryUsage;
  readonly progress: { readonly fraction: number };
}

/**
 * Counts a part of a directory: resources in two round trips, memberships by the gates of each group.
 * @throws Unavailable, after which the same step may be made again
 */
export const usageStep = async (
  reading: Reading & { readonly until: number },
  from: UsageState | undefined,
): Promise<UsageStep> => {
  let state = from ?? { ...(await resourcesIn(reading)), after: '' };
  for (;;) {
    const groups = await groupsAfter(reading, state.after);
    const last = groups.at(-1)?.['sk'];
    if (last === undefined) return { usage: usageOf(state), progress: { fraction: 1 } };
    const memberships = state.memberships + (await membershipsIn(reading, groups));
    state = { ...state, after: last, seen: state.seen + groups.length, memberships };
    if (Date.now() >= reading.until) {
      const fraction = Math.min(state.seen / Math.max(state.groups, 1), 0.99);
      return { state, usage: usageOf(state), progress: { fraction } };
    }
  }
};

const usageOf = ({ users, groups, memberships }: UsageState): DirectoryUsage => ({
  users,
  groups,
  memberships,
});

const resourcesIn = async (reading: Reading): Promise<Omit<UsageState, 'after'>> => {
  const [users = 0, groups = 0] = await Promise.all(
    (['User', 'Group'] as const).map(async (type) =>
      (await counters(reading, type)).reduce((sum, count) => sum + count, 0),
    ),
  );
  return { users, groups, memberships: 0, seen: 0 };
};

const groupsAfter = async (reading: Reading, after: string): Promise<readonly Item[]> => {
  const pk = resourcePartition(reading.tenant, 'Group');
  const range = after === '' ? undefined : { after };
  const { value } = await pagesOf(reading, { pk, range, projection: '#sk', pageSize: 500 }).next();
  return value ?? [];
};

const membershipsIn = async (reading: Reading, groups: readonly Item[]): Promise<number> => {
  const ids = groups.map(({ sk }) => String(sk)).filter(isId);
  const gates = await inParallel(ids, (id) => readGates(reading, id), PARTITIONS_AT_ONCE);
  return gates.flatMap((of) => of ?? []).reduce((sum, { count }) => sum + count, 0);
};

export const isUsageState = (value: unknown): value is UsageState => {
  const { users, groups, memberships, seen, after } = Object(value);
  return [users, groups, memberships, seen].every(Number.isSafeInteger) && typeof after === 'string';
};
