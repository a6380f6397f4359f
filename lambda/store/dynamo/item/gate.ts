import type { MembershipChange } from '../../../scim/resource.ts';
import { type Action, check, type Guard, put, remove, update } from '../action.ts';
import { GATE, gateKey } from '../keys.ts';
import type { Item } from '../table.ts';
import { isOwnWrite, type Provenance } from './provenance.ts';

/**
 * What one shard of a group's membership adds to the group: its changes count towards the group's version.
 * Whoever changes the shard passes its gate, so the group exists as long as the gate does.
 */
export interface Gate {
  readonly version: number;
  readonly count: number;
  readonly lastModified: string;
}

/** Which gate, and what passes it. */
export interface Passage {
  readonly tenant: string;
  readonly groupId: string;
  readonly shard: string;
  readonly change: MembershipChange;
  /** RFC 3339 with milliseconds, UTC. */
  readonly at: string;
  readonly by: Provenance;
}

/** Whether an item of a shard is its gate; the others are members. */
export const isGate = (item: Item): boolean => item['sk'] === GATE;

export const gateOf = (item: Item): Gate => ({
  version: item['version'],
  count: item['count'],
  lastModified: item['lastModified'],
});

/** The gate of a new group, with the shard's first members. */
export const createGate = ({ tenant, groupId, shard, change, at, by }: Passage): Action =>
  put({
    ...gateKey(tenant, groupId, shard),
    kind: 'gate',
    version: 0,
    count: change.add.length,
    lastModified: at,
    change: deltaOf(change),
    by,
  });

/** Passes the gate; with `version`, only if nobody has since that one. */
export const passGate = ({ tenant, groupId, shard, change, at, by }: Passage, version?: number): Action =>
  update(
    gateKey(tenant, groupId, shard),
    'SET #version = #version + :one, #count = #count + :more, #lastModified = :at, #change = :change, #by = :by',
    {
      one: 1,
      more: change.add.length - change.remove.length,
      at,
      change: deltaOf(change),
      by,
    },
    version === undefined ? EXISTS : unchanged(version, by),
  );

export const checkGate = (tenant: string, groupId: string, shard: string, version: number): Action =>
  check(gateKey(tenant, groupId, shard), unchanged(version));

/** Closes the gate for good, if nobody has passed it since `version`. */
export const deleteGate = (tenant: string, groupId: string, shard: string, version: number): Action =>
  remove(gateKey(tenant, groupId, shard), unchanged(version));

const EXISTS: Guard = { condition: 'attribute_exists(#pk)', refused: () => ({ kind: 'gone' }) };

const unchanged = (version: number, by?: Provenance): Guard => ({
  condition: '#version = :unchanged',
  values: { unchanged: version },
  refused: (found) => {
    if (!found) return { kind: 'gone' };
    return by && isOwnWrite(found, by) ? { kind: 'done' } : { kind: 'stale' };
  },
});

/** What the change feed tells of the passage. */
const deltaOf = ({ add, remove: out }: MembershipChange) => ({
  add: add.map(({ id, type }) => ({ id, type })),
  remove: [...out],
});
