import type { Call } from '../port.ts';
import { type Provenance, provenance } from './item/provenance.ts';
import type { Table } from './table.ts';

/** What everything that one call of the store writes has in common. */
export interface Writing {
  readonly table: Table;
  readonly tenant: string;
  /** When the call was made: RFC 3339 with milliseconds, UTC. */
  readonly at: string;
  readonly by: Provenance;
  /** Epoch milliseconds. */
  readonly deadline: number;
}

export const writing = (table: Table, tenant: string, { by, deadline }: Call): Writing => ({
  table,
  tenant,
  at: new Date().toISOString(),
  by: provenance(by),
  deadline,
});
