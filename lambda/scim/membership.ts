import { invalidValue, mutability } from './error.ts';
import type { Filter } from './filter/ast.ts';
import { elementMatcher } from './filter/evaluate.ts';
import { isObject, type Json } from './json.ts';
import { removalByValue } from './leniency.ts';
import type { Change } from './patch/operations.ts';
import type { MembershipChange, Reference } from './resource.ts';

/**
 * What the operations of a PATCH say about the members of a group, one after another. Only a replacement, the
 * removal of all and the removal by a filter that is more than an id depend on who is a member now.
 */
export type MembershipEdit =
  | { readonly kind: 'add'; readonly members: readonly Reference[] }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'replace'; readonly members: readonly Reference[] }
  | { readonly kind: 'removeWhere'; readonly matches: (member: Reference) => boolean };

/**
 * The members that a client names, each once, in the order sent.
 * @throws ScimError 400 invalidValue
 */
export const parseReferences = (value: Json): readonly Reference[] => {
  const members = new Map<string, Reference>();
  for (const element of Array.isArray(value) ? value : [value]) {
    const member = parseReference(element);
    members.set(member.id, member);
  }
  return [...members.values()];
};

const parseReference = (element: Json): Reference => {
  const { value, $ref, type } = isObject(element) ? element : {};
  const id = value ?? (typeof $ref === 'string' ? $ref.slice($ref.lastIndexOf('/') + 1) : undefined);
  if (typeof id !== 'string' || id === '') {
    throw invalidValue('each of members has to be an object whose value is the id of a member');
  }
  const says = typeof type === 'string' ? type : typeof $ref === 'string' ? $ref : '';
  return { id, type: /\bgroups?\b/i.test(says) ? 'Group' : 'User' };
};

/** The edit that one operation on `members` makes. */
export const membershipEdit = ({ op, path, value }: Change): MembershipEdit => {
  if (path.subAttribute) {
    throw mutability('the sub-attributes of members cannot be changed; remove the member and add another');
  }
  if (path.filter) {
    if (op !== 'remove') throw mutability('a member cannot be changed; remove it and add another');
    const matches = elementMatcher(path.filter);
    const id = idOf(path.filter);
    return id === undefined
      ? { kind: 'removeWhere', matches: (member) => matches({ value: member.id, type: member.type }) }
      : { kind: 'remove', ids: [id] };
  }
  switch (op) {
    case 'add':
      return { kind: 'add', members: parseReferences(value ?? []) };
    case 'replace':
      return { kind: 'replace', members: parseReferences(value ?? []) };
    case 'remove': {
      const named = removalByValue(value);
      return named === undefined
        ? { kind: 'replace', members: [] }
        : { kind: 'remove', ids: parseReferences(named).map(({ id }) => id) };
    }
  }
};

/** The id, where a filter is nothing but `value eq "…"`. */
const idOf = (filter: Filter): string | undefined =>
  filter.kind === 'compare' &&
  filter.operator === 'eq' &&
  filter.attribute.attribute.name === 'value' &&
  typeof filter.value === 'string'
    ? filter.value
    : undefined;

/** Whether the outcome depends on who is a member now, so that the members have to be read first. */
export const dependsOnMembers = (edits: readonly MembershipEdit[]): boolean =>
  edits.some(({ kind }) => kind === 'replace' || kind === 'removeWhere');

/**
 * The change that a sequence of edits amounts to. Without `current` (which dependsOnMembers asks for) it holds
 * for whoever is a member; with it, only what differs is in the change.
 */
export const membershipChange = (
  edits: readonly MembershipEdit[],
  current: readonly Reference[] = [],
): MembershipChange => {
  const before = new Map(current.map((member) => [member.id, member]));
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
    remove: [...removed],
  };
};
