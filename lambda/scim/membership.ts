import type { MembershipChange, Reference } from './resource.ts';

/**
 * What the operations of a PATCH say about the members of a group, one after another. Only a replacement, the
 * removal of all and the removal by a filter that is more than ids depend on who is a member now.
 */
export type MembershipEdit =
  | { readonly kind: 'add'; readonly members: readonly Reference[] }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'replace'; readonly members: readonly Reference[] }
  | { readonly kind: 'removeWhere'; readonly matches: (member: Reference) => boolean };

/** Whether the outcome depends on who is a member now, so that the members have to be read first. */
export const dependsOnMembers = (edits: readonly MembershipEdit[]): boolean =>
  edits.some(({ kind }) => kind === 'replace' || kind === 'removeWhere');

/**
 * The most members that a group can have, if the edits are to remove no more than `most` of them: a replacement
 * keeps nobody whom it and what comes after it do not name.
 */
export const mostMembersBefore = (edits: readonly MembershipEdit[], most: number): number => {
  const last = edits.findLastIndex(({ kind }) => kind === 'replace');
  if (last < 0) return Number.POSITIVE_INFINITY;
  const named = edits.slice(last).map((edit) => ('members' in edit ? edit.members.length : 0));
  return named.reduce((sum, count) => sum + count, most);
};

/**
 * The change that a sequence of edits amounts to. Without `current` (which dependsOnMembers asks for) it holds
 * for whoever is a member; with it, only what differs is in the change.
 */
export const membershipChange = (
  edits: readonly MembershipEdit[],
  current?: readonly Reference[],
): MembershipChange => {
  const before = new Map(current?.map((member) => [member.id, member]));
  const after = new Map(before);
  const removed = new Set<string>();
  const remove = (id: string) => {
    after.delete(id);
    removed.add(id);
  };
  const add = (member: Reference) => {
    after.set(member.id, member);
    removed.delete(member.id);
  };

  for (const edit of edits) {
    switch (edit.kind) {
      case 'add':
        edit.members.forEach(add);
        break;
      case 'remove':
        edit.ids.forEach(remove);
        break;
      case 'replace':
        [...after.keys()].forEach(remove);
        edit.members.forEach(add);
        break;
      case 'removeWhere':
        [...after.values()].filter(edit.matches).forEach(({ id }) => {
          remove(id);
        });
        break;
    }
  }
  return {
    add: [...after.values()].filter(({ id }) => !before.has(id)),
    remove: current ? [...removed].filter((id) => before.has(id)) : [...removed],
  };
};
