import { clientOf } from '../../test/harness/client.ts';
import { countTrips, type Trips } from '../../test/harness/trips.ts';
import { startFilledEngine, TENANT } from '../fill/filled-engine.ts';
import { inProcess, loggedToNowhere } from '../service/in-process.ts';
import { OPERATIONS } from './operations.ts';
import { stageOf } from './stage.ts';
import { type Stored, storedBytes } from './stored.ts';

/** What an operation asks of DynamoDB. */
export interface Cost {
  /** How many calls of each operation of DynamoDB's. */
  readonly calls: Readonly<Record<string, number>>;
  /** Calls side by side are one round trip. */
  readonly trips: number;
  /** Capacity units; on demand, they are billed as request units. */
  readonly read: number;
  readonly write: number;
}

export interface Costs {
  readonly operations: Readonly<Record<string, Cost>>;
  /** Bytes that DynamoDB bills for all items of a user, of a group without members and of a membership. */
  readonly stored: Stored;
}

const TABLE = 'Directory';
/** Nothing is cut short because the machine is slow. */
const PATIENCE_MS = 600_000;
/** More users than the crowd takes, so that each of its shards has exactly as many members as another. */
const POPULATION = { users: 12_000, groups: [10_000, ...Array<number>(200).fill(0)] };

/** The cost of every operation, in a tenant of 12,000 users; the same each time. */
export const measureCosts = async (): Promise<Costs> => {
  await using undo = new AsyncDisposableStack();
  const engine = await startFilledEngine({ [TABLE]: POPULATION });
  undo.defer(engine.stop);
  const [plain, counted] = [clientOf(engine.endpoint), clientOf(engine.endpoint)];
  undo.defer(async () => {
    plain.destroy();
    counted.destroy();
  });
  const residents = engine.residents.get(TABLE) ?? { users: [], groups: [] };
  const stage = stageOf(inProcess(plain, TABLE, TENANT, PATIENCE_MS), residents, {
    client: plain,
    name: TABLE,
  });
  const { send } = inProcess(counted, TABLE, TENANT, PATIENCE_MS);
  const trips = countTrips(counted);

  return await loggedToNowhere(async () => {
    const operations: Record<string, Cost> = {};
    for (const [name, operation] of Object.entries(OPERATIONS)) {
      const request = await operation(stage);
      trips.reset();
      await (typeof request === 'function' ? request(counted) : send(request));
      operations[name] = costOf(trips);
    }
    return { operations, stored: storedBytes() };
  });
};

const costOf = (trips: Trips): Cost => {
  const calls = Map.groupBy([...trips.operations()].sort(), (name) => name);
  return {
    calls: Object.fromEntries([...calls].map(([name, { length }]) => [name, length])),
    trips: trips.sequential(),
    ...trips.capacity(),
  };
};
