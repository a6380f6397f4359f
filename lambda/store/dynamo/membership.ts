import type { MembershipChange } from '../../scim/resource.ts';
import { MissingMembers, NotFound } from '../error.ts';
import type { Action, Guard } from './action.ts';
import { batchGet } from './batch.ts';
import { isId } from './id.ts';
import { passGate } from './item/gate.ts';
import { deleteMember, putMember } from './item/member.ts';
import { deleteMirror, putMirror } from './item/mirror.ts';
import { checkStub, typeOf } from './item/stub.ts';
import { gateKey, SHARDS, stubKey } from './keys.ts';
import {
  adjusted,
  byShard,
  distinct,
  impossibleIds,
  isEmpty,
  NO_CHANGE,
  pieces,
} from './membership-change.ts';
import { inParallel } from './parallel.ts';
import { getItem } from './read-item.ts';
import { isDone, type Refusal, throwRefused } from './refusal.ts';
import { commit, MAX_ACTIONS } from './transaction.ts';
import type { Writing } from './writing.ts';

/**
 * Changes a group's membership without reading it: in one transaction where it fits, else member by member,
 * after everybody who is to be added was found to exist.
 * @throws NotFound, MissingMembers, Unavailable
 */
export const changeMembers = async (
  writing: Writing,
  groupId: string,
  requested: MembershipChange,
): Promise<void> => {
  const change = distinct(requested);
  const impossible = impossibleIds(change);
  const actionsFor = (some: MembershipChange) => membershipActions(writing, groupId, some);
  if (impossible.length === 0 && !isEmpty(change) && actionsFor(change).length <= MAX_ACTIONS) {
    if (!isId(groupId)) throw noSuchGroup();
    await commitChange(writing, change, actionsFor);
    return;
  }
  await requireGroup(writing, groupId);
  await applyByShards(writing, groupId, await verified(writing, change));
};

/** What a change writes of members and gates; nothing when it changes nothing. */
export const membershipActions = (
  writing: Writing,
  groupId: string,
  change: MembershipChange,
  guard?: Guard,
): readonly Action[] => [
  ...[...byShard(change)].map(([shard, part]) =>
    passGate({ ...writing, groupId, shard, change: part }, guard),
  ),
  ...memberActions(writing, groupId, change),
];

/** What a change writes of members, besides their gates. */
export const memberActions = (
  { tenant, by }: Writing,
  groupId: string,
  { add, remove }: MembershipChange,
): readonly Action[] => [
  ...add.flatMap((member) => [
    putMember(tenant, groupId, member, by),
    putMirror(tenant, groupId, member, by),
    checkStub(tenant, member),
  ]),
  ...remove.flatMap((id) => [deleteMember(tenant, groupId, id), deleteMirror(tenant, groupId, id)]),
];

/**
 * Commits the actions that follow from a change. Where a member turns out to be in or out already, or of another
 * type, the change is adjusted and committed anew; that ends, since each member is adjusted for once.
 * @returns the change that took effect
 * @throws NotFound, Stale, Taken, MissingMembers, TooLarge, Unavailable
 */
export const commitChange = async (
  { table, deadline }: Writing,
  change: MembershipChange,
  actionsFor: (change: MembershipChange) => readonly Action[],
  throwIfRefused: (refusals: readonly Refusal[]) => void = throwRefused,
): Promise<MembershipChange> => {
  for (let current = change; ; ) {
    const refusals = await commit(table, actionsFor(current), deadline);
    if (isDone(refusals)) return current;
    throwIfRefused(refusals);
    current = adjusted(current, refusals);
  }
};

/** The change with everybody's real type. @throws MissingMembers when somebody to be added does not exist */
export const verified = async (writing: Writing, change: MembershipChange): Promise<MembershipChange> => {
  const { tenant } = writing;
  const possible = change.add.filter(({ id }) => isId(id));
  const stub = await batchGet(
    writing,
    possible.map(({ id }) => stubKey(tenant, id)),
  );
  const missing = change.add.map(({ id }) => id).filter((id) => !isId(id) || !stub(stubKey(tenant, id)));
  if (missing.length > 0) throw new MissingMembers(missing);
  const add = change.add.map(({ id, type }) => {
    const found = stub(stubKey(tenant, id));
    return { id, type: found ? typeOf(found) : type };
  });
  return { ...change, add };
};

/**
 * Applies a verified change of any size: shards side by side, transactions of one shard one after the other.
 * Whoever is deleted meanwhile is left out, as if deleted right after; the same change again completes one that
 * was cut short.
 * @param guard what each gate has to be passed on, besides that it is there
 * @returns how often the gate of each shard was passed, in the order of SHARDS
 * @throws NotFound, Unavailable, Stale where the guard says so
 */
export const applyByShards = async (
  writing: Writing,
  groupId: string,
  change: MembershipChange,
  guard?: Guard,
): Promise<readonly number[]> => {
  const parts = byShard(change);
  return inParallel(SHARDS, async (shard) => {
    let passages = 0;
    for (const piece of pieces(parts.get(shard) ?? NO_CHANGE)) {
      const effective = await commitChange(
        writing,
        piece,
        (some) => membershipActions(writing, groupId, some, guard),
        (refusals) => throwRefused(refusals.filter(({ kind }) => kind !== 'missing')),
      );
      if (!isEmpty(effective)) passages += 1;
    }
    return passages;
  });
};

const requireGroup = async (writing: Writing, groupId: string): Promise<void> => {
  const [shard = ''] = SHARDS;
  if (!isId(groupId) || !(await getItem(writing, gateKey(writing.tenant, groupId, shard))))
    throw noSuchGroup();
};

const noSuchGroup = (): NotFound => new NotFound('the group does not exist');
