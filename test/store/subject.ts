import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import { clientOf, freshTable } from '../harness/database.ts';
import { violations } from '../harness/invariants.ts';
import type { Subject } from './contract.ts';

/**
 * The store in a table of its own.
 * @param endpoint where the engine is
 * @param through where the store reaches it: the engine's own endpoint, or that of a proxy
 */
export const subjectAt = async (
  endpoint: string,
  through: string = endpoint,
): Promise<Subject & { readonly table: Table }> => {
  const direct = clientOf(endpoint);
  const client = clientOf(through);
  const { name, drop } = await freshTable(direct);
  return {
    // However slow the machine is, what a deletion leaves is not what a test is about.
    directory: dynamoDirectory({ client, table: name, clearingTime: Number.POSITIVE_INFINITY }),
    table: { client, name },
    violations: (tenant) => violations(direct, name, tenant),
    dispose: async () => {
      await drop();
      client.destroy();
      direct.destroy();
    },
  };
};
