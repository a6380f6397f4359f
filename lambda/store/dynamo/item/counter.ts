import type { Reference } from '../../../scim/resource.ts';
import { type Action, update } from '../action.ts';
import { counterKey } from '../keys.ts';
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

export const countOf = (item: Item): number => item['count'];
