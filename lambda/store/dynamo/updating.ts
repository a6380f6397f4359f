import type { MembershipChange } from '../../scim/resource.ts';
import { MissingMembers } from '../error.ts';
import type { StoredResource, Update } from '../port.ts';
import type { Action } from './action.ts';
import { contentChange } from './content-change.ts';
import { checkGate, heldBy, passGate, takeGate, unchangedSince } from './item/gate.ts';
import { checkResource, type ResourceRecord, replaceResource } from './item/resource.ts';
import { SHARDS } from './keys.ts';
import { applyByShards, commitChange, memberActions, verified } from './membership.ts';
import { byShard, distinct, impossibleIds, isEmpty, NO_CHANGE } from './membership-change.ts';
import { recordOf, revisionOf, storedResource } from './revision.ts';
import { MAX_ACTIONS } from './transaction.ts';
import type { Writing } from './writing.ts';

/**
 * Changes a resource that was read before, on the condition that it has not changed since: content and members
 * in one transaction where they fit it, else content first, or a new version where there is none.
 * @throws NotFound, Stale, Taken, MissingMembers, TooLarge, Unavailable
 */
export const update = async (
  writing: Writing,
  { previous, next, members = NO_CHANGE, unchanged }: Update,
): Promise<StoredResource> => {
  const { tenant, at, by } = writing;
  const { id } = previous;
  const before = recordOf(previous);
  const { gates } = revisionOf(previous);
  const content = next && contentChange(writing, before, next);
  const requested = distinct(members);
  const impossible = impossibleIds(requested);
  if (impossible.length > 0) throw new MissingMembers(impossible);

  const actionsWith =
    (unchangedItem: Action) =>
    (change: MembershipChange): readonly Action[] => [
      ...(content?.actions ?? [unchangedItem]),
      ...gateActions(writing, id, change, gates, unchanged),
      ...memberActions(writing, id, change),
    ];
  const actionsFor = actionsWith(checkResource(tenant, before));
  const unlessNothing = (change: MembershipChange) => (content || !isEmpty(change) ? actionsFor(change) : []);

  if (unlessNothing(requested).length > MAX_ACTIONS && !isEmpty(requested)) {
    const change = await verified(writing, requested);
    // A new version, since a mere check of the old one would let others begin on it too.
    const renewed = content?.record ?? { ...before, version: before.version + 1, lastModified: at };
    const renewal = replaceResource(tenant, renewed, before.version, by);
    await commitChange(writing, NO_CHANGE, actionsWith(renewal));
    const guard = unchanged === 'members' ? heldBy(by) : undefined;
    return changed(renewed, gates, await applyByShards(writing, id, change, guard));
  }

  const effective = await commitChange(writing, requested, unlessNothing);
  if (!content && isEmpty(effective)) return previous;
  const parts = byShard(effective);
  const passages = SHARDS.map((shard) => (parts.has(shard) ? 1 : 0));
  return changed({ ...(content?.record ?? before), lastModified: at }, gates, passages);
};

/** The resource after its gates were passed so often. */
const changed = (
  record: ResourceRecord,
  gates: readonly number[],
  passages: readonly number[],
): StoredResource => {
  const { lastModified } = record;
  return storedResource(
    record,
    gates.map((version, index) => ({ version: version + (passages[index] ?? 0), lastModified })),
  );
};

/** Passes the gates that the change touches, and sees to it that as much as has to be is unchanged. */
const gateActions = (
  writing: Writing,
  groupId: string,
  change: MembershipChange,
  gates: readonly number[],
  unchanged: Update['unchanged'],
): readonly Action[] => {
  const parts = byShard(change);
  return gates.flatMap((version, index) => {
    const shard = SHARDS[index] ?? '';
    const part = parts.get(shard);
    const passage = { ...writing, groupId, shard, change: part ?? NO_CHANGE };
    if (unchanged === 'members') return [takeGate(passage, version)];
    if (!part) return unchanged === 'everything' ? [checkGate(passage, version)] : [];
    return [
      unchanged === 'everything' ? passGate(passage, unchangedSince(version, writing.by)) : passGate(passage),
    ];
  });
};
