/** The embedded engine with tenants in it of any size: a million items are imported in a minute or two. */
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { countResource } from '../../lambda/store/dynamo/item/counter.ts';
import { inParallel } from '../../lambda/store/dynamo/parallel.ts';
import { commit } from '../../lambda/store/dynamo/transaction.ts';
import { type Writing, writing } from '../../lambda/store/dynamo/writing.ts';
import { locateBinary, startEngine } from '../../local/engine.ts';
import { clientOf } from '../../test/harness/client.ts';
import { TABLE } from '../../test/harness/table.ts';
import { exportTable } from './export.ts';
import { type Census, type Population, populate, type Residents } from './population.ts';

/** The tenant in every table. */
export const TENANT = 'contoso';

/** As long as those of a request, so that items are of the size that they would have. */
const BY = {
  tokenId: 'k7Qm2Xb9Zr4T',
  requestId: randomUUID(),
  sourceIp: '20.190.137.98',
  dialect: 'other',
};
const PATIENCE_MS = 600_000;
/** A file in memory: what it takes to write to a disk would hide how the rest of the time grows. */
const MEMORY = '/dev/shm';

export interface FilledEngine {
  readonly endpoint: string;
  /** Who is in each table, by its name. */
  readonly residents: ReadonlyMap<string, Residents>;
  readonly stop: () => Promise<void>;
}

/** Starts an engine with a table of each population, by the table's name. */
export const startFilledEngine = async (
  populations: Readonly<Record<string, Population>>,
): Promise<FilledEngine> => {
  const folder = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'scim-bench-'));
  const undo = new AsyncDisposableStack();
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  try {
    const file = join(folder, `${randomBytes(4).toString('hex')}.sqlite`);
    const censuses = await importTables(folder, file, populations);
    const engine = await startEngine(file);
    undo.defer(engine.stop);
    const client = clientOf(engine.endpoint);
    undo.defer(async () => client.destroy());
    for (const [table, { residents }] of censuses) await countAll(client, table, residents);
    const residents = new Map([...censuses].map(([table, census]) => [table, census.residents]));
    return { endpoint: engine.endpoint, residents, stop: () => undo.disposeAsync() };
  } catch (error) {
    await undo.disposeAsync();
    throw error;
  }
};

const importTables = async (
  folder: string,
  file: string,
  populations: Readonly<Record<string, Population>>,
): Promise<ReadonlyMap<string, Census>> => {
  const source = join(folder, 'export');
  const schema = join(folder, 'schema.json');
  const censuses = new Map<string, Census>();
  for (const [table, population] of Object.entries(populations)) {
    const census = populate(writingTo(table), population);
    for (const one of population.twin === undefined ? [table] : [table, population.twin]) {
      await exportTable(source, one, census.items());
      censuses.set(one, census);
    }
  }
  const descriptions = [...censuses.keys()].map((TableName) => ({ Table: { ...TABLE, TableName } }));
  await writeFile(schema, JSON.stringify(descriptions));
  const options = ['import', '--source', source, '--schema', schema, '--output', file];
  await promisify(execFile)(locateBinary(), options);
  await rm(source, { recursive: true });
  return censuses;
};

/** Counts everybody as the store does, but many at a time. */
const countAll = async (
  client: DynamoDBDocumentClient,
  table: string,
  residents: Residents,
): Promise<void> => {
  const context = writingTo(table, client);
  for (const [type, all] of [
    ['User', residents.users],
    ['Group', residents.groups],
  ] as const) {
    const places = Map.groupBy(all, ({ id }) => id.slice(0, 2));
    await inParallel([...places.values()], ([first = { id: '' }, ...others]) =>
      commit(
        context.table,
        [countResource(context.tenant, { type, id: first.id }, others.length + 1, context.by)],
        context.deadline,
      ),
    );
  }
};

/** A client is of use only where something is asked of it. */
export const writingTo = (table: string, client = clientOf('http://127.0.0.1:9')): Writing =>
  writing({ client, name: table }, TENANT, { by: BY, deadline: Date.now() + PATIENCE_MS });
