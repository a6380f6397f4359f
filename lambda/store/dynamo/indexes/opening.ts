import type { DeclaredIndex } from '../../../scim/schema/declared-index.ts';
import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { put } from '../action.ts';
import { provenance } from '../item/provenance.ts';
import type { Table } from '../table.ts';
import { commit } from '../transaction.ts';
import { completenessItem, generationsOf } from './completeness.ts';
import { register } from './registration.ts';

/** How long it may take, milliseconds. */
const PATIENCE = 10_000;

/**
 * Notes of a tenant that has no resources yet that all declared indexes are complete: whoever writes to it from now
 * on makes their entries.
 * @throws Unavailable
 */
export const openDirectory =
  (table: Table, declared: Readonly<Record<ResourceTypeName, readonly DeclaredIndex[]>>) =>
  async (tenant: string, requestId: string): Promise<void> => {
    const by = provenance({ tokenId: 'admin', requestId, sourceIp: '-', dialect: 'admin' });
    const scope = { table, deadline: Date.now() + PATIENCE, at: new Date().toISOString(), by };
    for (const type of ['User', 'Group'] as const) {
      if (declared[type].length === 0) continue;
      const registration = await register(scope, type, declared[type]);
      const item = completenessItem(tenant, type, generationsOf(registration), by);
      await commit(table, [put(item)], scope.deadline);
    }
  };
