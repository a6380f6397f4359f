import type { MembershipChange } from '../../scim/resource.ts';
import { MissingMembers, NotFound } from '../error.ts';
import type { StoredResource, Update } from '../port.ts';
import type { Action } from './action.ts';
import { contentChange } from './content-change.ts';
import { checkGate, passGate } from './item/gate.ts';
import { checkResource, type ResourceRecord, replaceResource } from './item/resource.ts';
import { SHARDS } from './keys.ts';
import { applyByShards, commitChange, memberActions, verified } from './membership.ts';
import { byShard, distinct, impossibleIds, isEmpty, NO_CHANGE } from './membership-change.ts';
import { read } from './reading.ts';
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
  const { type, id } = previous;
  const before = recordOf(previous);
  const content = next && contentChange(writing, before, next);
  const requested = distinct(members);
  const impossible = impossibleIds(requested);
  if (impossible.length > 0) throw new MissingMembers(impossible);

  const revision = revisionOf(previous);
  const conditions = unchanged === 'everything' ? revision.gates : [];
  const actionsWith =
    (unchangedItem: Action) =>
    (change: MembershipChange): readonly Action[] => [
      ...(content?.actions ?? [unchangedItem]),
      ...gateActions(writing, id, change, conditions),
      ...memberActions(writing, id, change),
    ];
  const actionsFor = actionsWith(checkResource(writing.tenant, before));
  const unlessNothing = (change: MembershipChange) => (content || !isEmpty(change) ? actionsFor(change) : []);

  if (unlessNothing(requested).length > MAX_ACTIONS && !isEmpty(requested)) {
    const change = await verified(writing, requested);
    await commitChange(writing, NO_CHANGE, actionsWith(renewResource(writing, before)));
    await applyByShards(writing, id, change);
    const now = await read(writing, type, id);
    if (!now) throw new NotFound('the resource was deleted meanwhile');
    return now;
  }

  const effective = await commitChange(writing, requested, unlessNothing);
  if (!content && isEmpty(effective)) return previous;
  const passed = byShard(effective);
  const gates = revision.gates.map((version, index) => ({
    version: passed.has(SHARDS[index] ?? '') ? version + 1 : version,
    lastModified: writing.at,
  }));
  return storedResource({ ...(content?.record ?? before), lastModified: writing.at }, gates);
};

/** Takes the version for a change that does not fit a transaction: a check would let others begin on it too. */
const renewResource = ({ tenant, at, by }: Writing, before: ResourceRecord): Action =>
  replaceResource(tenant, { ...before, version: before.version + 1, lastModified: at }, before.version, by);

/** Passes the gates that the change touches; with `conditions`, only if all gates are of these versions. */
const gateActions = (
  writing: Writing,
  groupId: string,
  change: MembershipChange,
  conditions: readonly number[],
): readonly Action[] => {
  const parts = byShard(change);
  return SHARDS.flatMap((shard, index) => {
    const part = parts.get(shard);
    const version = conditions[index];
    if (part) return [passGate({ ...writing, groupId, shard, change: part }, version)];
    return version === undefined ? [] : [checkGate(writing.tenant, groupId, shard, version)];
  });
};
