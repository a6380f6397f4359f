import { invalidFilter, mutability, tooMany } from '../error.ts';
import type { Filter } from '../filter/ast.ts';
import { comparedAttributes } from '../filter/attributes.ts';
import { elementMatcher } from '../filter/evaluate.ts';
import { removalByValue } from '../leniency.ts';
import type { MembershipEdit } from '../membership.ts';
import { parseReferences } from '../reference.ts';
import type { Reference } from '../resource.ts';
import type { Change } from './operations.ts';

/** The most comparisons that one PATCH may ask of each member: the group may have any number of them. */
const MAX_COMPARISONS = 8;

/**
 * The edits that the operations on `members` make.
 * @throws ScimError 400 invalidValue, invalidFilter, mutability, tooMany
 */
export const membershipEdits = (changes: readonly Change[]): readonly MembershipEdit[] => {
  const edits = changes.map(membershipEdit);
  const comparisons = changes.flatMap(({ path: { filter } }) =>
    filter && !idsOf(filter) ? comparedAttributes(filter) : [],
  );
  if (comparisons.length > MAX_COMPARISONS) {
    throw tooMany(`the filters of members may have at most ${MAX_COMPARISONS} comparisons in one PATCH`);
  }
  return edits;
};

const membershipEdit = ({ op, path, value }: Change): MembershipEdit => {
  if (path.subAttribute) {
    throw mutability('the sub-attributes of members cannot be changed; remove the member and add another');
  }
  if (path.filter) {
    if (op !== 'remove') throw mutability('a member cannot be changed; remove it and add another');
    const ids = idsOf(path.filter);
    return ids ? { kind: 'remove', ids } : { kind: 'removeWhere', matches: memberMatcher(path.filter) };
  }
  switch (op) {
    case 'add':
      return { kind: 'add', members: parseReferences(value ?? []) };
    case 'replace':
      return { kind: 'replace', members: parseReferences(value ?? []) };
    case 'remove': {
      const named = removalByValue(value);
      return named
        ? { kind: 'remove', ids: parseReferences(named).map(({ id }) => id) }
        : { kind: 'replace', members: [] };
    }
  }
};

/** The ids, where a filter is nothing but `value eq "…"` or several of them joined by `or`. */
const idsOf = (filter: Filter): readonly string[] | undefined => {
  const ids = (filter.kind === 'or' ? filter.filters : [filter]).map(idOf);
  return ids.every((id) => id !== undefined) ? ids : undefined;
};

const idOf = (filter: Filter): string | undefined =>
  filter.kind === 'compare' &&
  filter.operator === 'eq' &&
  filter.attribute.attribute.name === 'value' &&
  typeof filter.value === 'string'
    ? filter.value
    : undefined;

/** What is known of a member without reading the member itself. */
const KNOWN: ReadonlySet<string> = new Set(['value', 'type']);

const memberMatcher = (filter: Filter): ((member: Reference) => boolean) => {
  if (comparedAttributes(filter).some(({ attribute }) => !KNOWN.has(attribute.name))) {
    throw invalidFilter('members can be removed by their value and their type only');
  }
  const matches = elementMatcher(filter);
  return ({ id, type }) => matches({ value: id, type });
};
