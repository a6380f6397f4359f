import type { Reference } from '../../../scim/resource.ts';
import { type Action, update } from '../action.ts';
import { counterKey, type Key } from '../keys.ts';
import type { Item } from '../table.ts';
import type { Provenance } from './provenance.ts';

/** Counts a resource in (1) or out (-1), in the transaction that creates or deletes it; a bulk load, many. */
export const countResource = (
  tenant: string,
  { type, id }: Reference,
  step: number,
  by: Provenance,
): Action =>
  update(counterKey(tenant, type, id), 'SET #kind = :kind, #by = :by ADD #count :step', {
    kind: 'counter',
    by,
    step,
  });

/** A counter that says how many there are, whatever it said before. */
export const counterItem = (key: Key, count: number, by: Provenance): Item => ({
  ...key,
  kind: 'counter',
  count,
  by,
});

export const countOf = (item: Item): number => item['count'];
