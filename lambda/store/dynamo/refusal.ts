import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import { MissingMembers, NotFound, Stale, Taken } from '../error.ts';

/** Why a write was not made: what the guard of one of its actions says. */
export type Refusal =
  /** The resource is not there. */
  | { readonly kind: 'gone' }
  /** The resource is not as it was read. */
  | { readonly kind: 'stale' }
  /** An earlier attempt of this very write has been made; its answer was lost. */
  | { readonly kind: 'done' }
  /** A unique value belongs to another. */
  | { readonly kind: 'taken'; readonly attribute: string }
  /** A member to be added does not exist. */
  | { readonly kind: 'missing'; readonly id: string }
  /** A member to be added is of another type than was said. */
  | { readonly kind: 'mistyped'; readonly id: string; readonly type: ResourceTypeName }
  /** A member to be added is in, or one to be removed is out, already. */
  | { readonly kind: 'settled'; readonly id: string };

/** Whether the write has been made, by now or before. */
export const isDone = (refusals: readonly Refusal[]): boolean =>
  refusals.length === 0 || refusals.some(({ kind }) => kind === 'done');

/**
 * Turns refusals that a caller has to hear of into errors. `mistyped` and `settled` pass: they say how to
 * change the write so that it can be made.
 * @throws NotFound, Stale, Taken, MissingMembers, in this order where several apply
 */
export const throwRefused = (refusals: readonly Refusal[]): void => {
  if (refusals.some(({ kind }) => kind === 'gone')) throw new NotFound('the resource does not exist');
  if (refusals.some(({ kind }) => kind === 'stale')) throw new Stale('the resource has changed');
  const taken = refusals.find((refusal) => refusal.kind === 'taken');
  if (taken) throw new Taken(taken.attribute);
  const missing = refusals.filter((refusal) => refusal.kind === 'missing').map(({ id }) => id);
  if (missing.length > 0) throw new MissingMembers(missing);
};
