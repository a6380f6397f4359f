import { MAX_OPERATIONS } from '../../lambda/scim/bulk/request.ts';
import { startDatabase } from '../../local/database.ts';
import { clientOf } from '../../test/harness/client.ts';
import { TABLE } from '../../test/harness/table.ts';
import { countTrips } from '../../test/harness/trips.ts';
import { markdownTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { inProcess, loggedToNowhere } from '../service/in-process.ts';
import { rounded } from '../statistics.ts';
import { type Prepare, REQUESTS } from './requests.ts';

interface Row {
  readonly what: string;
  /** Calls side by side are one round trip. */
  readonly trips: number;
  readonly read: number;
  readonly write: number;
  /** On the embedded engine, of the clock, and of this process's CPU. */
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const OPERATIONS = { full: MAX_OPERATIONS, quick: 50 } as const;
const TENANT = 'bench';
/** Nothing is cut short because the machine is slow. */
const PATIENCE_MS = 600_000;

/** What a round trip that ends in a transaction takes on AWS, milliseconds. */
const TRIP_MS = 10;
/** A function of 1,024 MB has this part of a CPU. */
const CPU_SHARE = 1_024 / 1_769;
/** A request's time, less what is kept for its answer and for what has been begun. */
const MOST_SECONDS = 23.5;

export const bulkPart: Part<readonly Row[]> = {
  name: 'bulk',
  about: `bulk requests of ${MAX_OPERATIONS.toLocaleString('en')} operations: round trips in sequence, capacity units and time, and what that makes on AWS at ${TRIP_MS} ms a round trip`,
  measure: async (size, say) => {
    await using undo = new AsyncDisposableStack();
    const database = await startDatabase({ table: TABLE });
    undo.defer(database.stop);
    const rows: Row[] = [];
    for (const [what, prepare] of Object.entries(REQUESTS)) {
      say(what);
      const counted = await countedOf(database.endpoint, prepare, OPERATIONS[size]);
      rows.push({ what, ...counted, ...(await timedOf(database.endpoint, prepare, OPERATIONS[size])) });
    }
    return rows;
  },
  report: (rows) =>
    markdownTable(
      ['operations', 'round trips', 'read units', 'write units', 's', 'CPU s', 's on AWS, estimated'],
      rows.map((row) => [
        row.what,
        row.trips.toLocaleString('en'),
        row.read.toLocaleString('en'),
        row.write.toLocaleString('en'),
        row.seconds.toFixed(1),
        row.cpuSeconds.toFixed(1),
        estimateOf(row).toFixed(1),
      ]),
    ),
  targets: (rows) =>
    rows.map((row) => ({
      what: row.what,
      measured: estimateOf(row),
      atMost: MOST_SECONDS,
      unit: 's on AWS',
    })),
};

const estimateOf = ({ trips, cpuSeconds }: Row): number => (trips * TRIP_MS) / 1_000 + cpuSeconds / CPU_SHARE;

const countedOf = async (endpoint: string, prepare: Prepare, operations: number) => {
  const [plain, counted] = [clientOf(endpoint), clientOf(endpoint)];
  try {
    const trips = countTrips(counted);
    await loggedToNowhere(async () => {
      const request = await prepare(serviceOn(plain), operations);
      trips.reset();
      await serviceOn(counted).send(request);
    });
    return { trips: trips.sequential(), ...trips.capacity() };
  } finally {
    plain.destroy();
    counted.destroy();
  }
};

const timedOf = async (endpoint: string, prepare: Prepare, operations: number) => {
  const client = clientOf(endpoint);
  try {
    return await loggedToNowhere(async () => {
      const service = serviceOn(client);
      const request = await prepare(service, operations);
      const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
      const { body } = await service.send(request);
      const { user, system } = process.cpuUsage(cpu);
      const failure = body.Operations.find(
        ({ status }: { readonly status: string }) => Number(status) >= 400,
      );
      if (failure) throw new Error(JSON.stringify(failure));
      return {
        seconds: rounded((performance.now() - startedAt) / 1_000),
        cpuSeconds: rounded((user + system) / 1_000_000),
      };
    });
  } finally {
    client.destroy();
  }
};

const serviceOn = (client: ReturnType<typeof clientOf>) =>
  inProcess(client, TABLE.TableName, TENANT, PATIENCE_MS);
