import type { MembershipChange } from '../../../scim/resource.ts';
import { type Action, check, type Guard, put, remove, update } from '../action.ts';
import { gateKey } from '../keys.ts';
import { isEmpty, NO_CHANGE } from '../membership-change.ts';
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

const keyOf = ({ tenant, groupId, shard }: Passage) => gateKey(tenant, groupId, shard);

/** What has to be read of a gate for what it says. */
export const GATE_PROJECTION = '#sk, #version, #count, #lastModified';

export const gateOf = (item: Item): Gate => ({
  version: item['version'],
  count: item['count'],
  lastModified: item['lastModified'],
});

/** A gate as it is put, and the change that passed it last. */
export const gateItem = (
  tenant: string,
  groupId: string,
  shard: string,
  { version, count, lastModified }: Gate,
  by: Provenance,
  change: MembershipChange = NO_CHANGE,
): Item => ({
  ...gateKey(tenant, groupId, shard),
  kind: 'gate',
  version,
  count,
  lastModified,
  change: deltaOf(change),
  by,
});

/** The gate of a new group, with the shard's first members. */
export const createGate = ({ tenant, groupId, shard, change, at, by }: Passage): Action => {
  const gate: Gate = { version: 0, count: change.add.length, lastModified: at };
  return put(gateItem(tenant, groupId, shard, gate, by, change));
};

const PASS =
  'SET #version = #version + :one, #count = #count + :more, #lastModified = :at, #change = :change, #by = :by';

const passing = ({ change, at, by }: Passage) => ({
  one: 1,
  more: change.add.length - change.remove.length,
  at,
  change: deltaOf(change),
  by,
});

const EXISTS: Guard = { condition: 'attribute_exists(#pk)', refused: () => ({ kind: 'gone' }) };

/** Passes the gate, on the condition that it is there or on a stricter one. */
export const passGate = (passage: Passage, guard: Guard = EXISTS): Action =>
  update(keyOf(passage), PASS, passing(passage), guard);

export const checkGate = (passage: Passage, version: number): Action =>
  check(keyOf(passage), unchangedSince(version));

/**
 * Takes the gate from whoever holds it, and passes it where there is a change: of two who replace the members of
 * a group, the later one holds all gates, and the earlier one passes none of them any more.
 */
export const takeGate = (passage: Passage, version: number): Action => {
  const { change, by } = passage;
  const holder = { holder: by.write };
  return isEmpty(change)
    ? update(keyOf(passage), 'SET #holder = :holder', holder, unchangedSince(version))
    : update(
        keyOf(passage),
        `${PASS}, #holder = :holder`,
        { ...passing(passage), ...holder },
        unchangedSince(version, by),
      );
};

/** Nobody has taken the gate from this write. */
export const heldBy = ({ write }: Provenance): Guard => ({
  condition: '#holder = :mine',
  values: { mine: write },
  refused: (found) => (found ? { kind: 'stale' } : { kind: 'gone' }),
});

/** Closes the gate for good, if nobody has passed it since `version`. */
export const deleteGate = (tenant: string, groupId: string, shard: string, version: number): Action =>
  remove(gateKey(tenant, groupId, shard), unchangedSince(version));

/** Nobody has passed the gate since this version; by whose write one tells an own passage whose answer was lost. */
export const unchangedSince = (version: number, by?: Provenance): Guard => ({
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
