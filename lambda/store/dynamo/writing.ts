import type { Call } from '../port.ts';
import type { ReadBudget } from '../read-budget.ts';
import { type Provenance, provenance } from './item/provenance.ts';
import type { Table } from './table.ts';

/** What everything that one call of the store asks of the database has in common. */
export interface Reading {
  readonly table: Table;
  readonly tenant: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Where absent, nobody counts what is read. */
  readonly reads?: ReadBudget;
}

/** The same of a call that writes. */
export interface Writing extends Reading {
  /** When the call was made: RFC 3339 with milliseconds, UTC. */
  readonly at: string;
  readonly by: Provenance;
}

export const reading = (table: Table, tenant: string, { deadline, reads }: Call): Reading => ({
  table,
  tenant,
  deadline,
  ...(reads && { reads }),
});

export const writing = (table: Table, tenant: string, call: Call): Writing => ({
  ...reading(table, tenant, call),
  at: new Date().toISOString(),
  by: provenance(call.by),
});
