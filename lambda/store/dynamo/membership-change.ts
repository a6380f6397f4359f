import type { MembershipChange, Reference } from '../../scim/resource.ts';
import { chunks } from './chunks.ts';
import { isId } from './id.ts';
import { shardOf } from './keys.ts';
import type { Refusal } from './refusal.ts';

export const NO_CHANGE: MembershipChange = { add: [], remove: [] };

/** So many members of one shard, and their gate, fit a transaction: 32 × 3 + 1 actions. */
const MEMBERS_PER_TRANSACTION = 32;

export const isEmpty = ({ add, remove }: MembershipChange): boolean => add.length + remove.length === 0;

/** Members to be added that cannot exist, since the store gives no such ids. */
export const impossibleIds = ({ add }: MembershipChange): readonly string[] =>
  add.map(({ id }) => id).filter((id) => !isId(id));

/** Every member once, without those whose removal is none. */
export const distinct = ({ add, remove }: MembershipChange): MembershipChange => ({
  add: [...new Map(add.map((member) => [member.id, member])).values()],
  remove: [...new Set(remove)].filter(isId),
});

/** The part of the change in each shard that it touches. */
export const byShard = ({ add, remove }: MembershipChange): ReadonlyMap<string, MembershipChange> => {
  const added = Map.groupBy(add, ({ id }) => shardOf(id));
  const removed = Map.groupBy(remove, shardOf);
  const shards = new Set([...added.keys(), ...removed.keys()]);
  return new Map(
    [...shards].map((shard) => [shard, { add: added.get(shard) ?? [], remove: removed.get(shard) ?? [] }]),
  );
};

/** Parts that fit a transaction each. */
export const pieces = ({ add, remove }: MembershipChange): readonly MembershipChange[] => [
  ...chunks(remove, MEMBERS_PER_TRANSACTION).map((some) => ({ add: [], remove: some })),
  ...chunks(add, MEMBERS_PER_TRANSACTION).map((some) => ({ add: some, remove: [] })),
];

/** The change that is left once it is known who is in or out already, who is gone, and who is of which type. */
export const adjusted = (change: MembershipChange, refusals: readonly Refusal[]): MembershipChange => {
  const dropped = new Set(
    refusals.filter(({ kind }) => kind === 'settled' || kind === 'missing').map((refusal) => idIn(refusal)),
  );
  const types = new Map(
    refusals.filter((refusal) => refusal.kind === 'mistyped').map(({ id, type }) => [id, type]),
  );
  const typed = ({ id, type }: Reference): Reference => ({ id, type: types.get(id) ?? type });
  return {
    add: change.add.filter(({ id }) => !dropped.has(id)).map(typed),
    remove: change.remove.filter((id) => !dropped.has(id)),
  };
};

const idIn = (refusal: Refusal): string | undefined => ('id' in refusal ? refusal.id : undefined);
