import { BatchWriteCommand, type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { entityTag } from '../../lambda/scim/version.ts';
import { chunks } from '../../lambda/store/dynamo/chunks.ts';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import { inParallel } from '../../lambda/store/dynamo/parallel.ts';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import type { Directory } from '../../lambda/store/port.ts';
import { freshTable } from '../harness/fresh-table.ts';
import { type Item, violationsAmong } from '../harness/invariants.ts';
import { idsOf, readAll, walked } from '../store/examples.ts';
import { canonical, type Model } from './model.ts';
import { populate } from './populate.ts';
import { idOf } from './population.ts';
import { clientThrough } from './wire-client.ts';

export const TENANT = 'contoso';

/** A table with one tenant in it, which is set back after each run. */
export interface World {
  /** With a client that reads and writes past whatever is explored. */
  readonly table: Table;
  /** The tenant as it is in the beginning. */
  readonly model: Model;
  readonly directory: Directory;
  /** The label of an id that the world began with. */
  readonly labelOf: (id: string) => string | undefined;
  /** The ETag that a user or group has in the beginning. */
  readonly tagOf: (label: string) => string;
  /** Every item as it is now; the same array as long as nobody has written. */
  readonly items: () => Promise<readonly Item[]>;
  /** What the items were in the beginning that are not so now, and those that are otherwise. */
  readonly changedItems: () => Promise<readonly Item[]>;
  /** To be told when others have written. */
  readonly forget: () => void;
  readonly restore: () => Promise<void>;
}

/** @throws Error when the world is not in order in the beginning */
export const createWorld = async (endpoint: () => string, model: Model): Promise<World> => {
  let known: Promise<Items> | undefined;
  const client = clientThrough(endpoint, ({ call: { operation }, forward }) => {
    if (/Write|Put|Update|Delete/.test(operation)) known = undefined;
    return forward();
  });
  const { name: table } = await freshTable(client);
  const directory = dynamoDirectory({ client, table });
  await populate({ client, name: table }, TENANT, model);
  const labels = new Map(
    [...Object.keys(model.users), ...Object.keys(model.groups)].map((label) => [idOf(label), label]),
  );
  const versions = new Map<string, number>();
  for (const type of ['User', 'Group'] as const) {
    const ids = idsOf(await walked(directory, TENANT, type));
    for (const { id, version } of await readAll(directory, TENANT, type, ids)) versions.set(id, version);
  }
  const present = () => {
    known ??= scan(client, table);
    return known;
  };
  const beginning = await present();
  const faults = violationsAmong(TENANT, beginning.all);
  if (faults.length > 0) throw new Error(`the world is not in order: ${faults.join('; ')}`);
  return {
    table: { client, name: table },
    model,
    directory,
    labelOf: (id) => labels.get(id),
    tagOf: (label) => entityTag(versions.get(idOf(label)) ?? 0, undefined),
    items: async () => (await present()).all,
    changedItems: async () => {
      const now = await present();
      return [...without(beginning, now), ...without(now, beginning)];
    },
    forget: () => {
      known = undefined;
    },
    restore: async () => restore(client, table, beginning, await present()),
  };
};

interface Items {
  readonly all: readonly Item[];
  /** By a text that is the same for the same item. */
  readonly byText: ReadonlyMap<string, Item>;
}

const scan = async (client: DynamoDBDocumentClient, table: string): Promise<Items> => {
  const items: Item[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    for (const { pk, sk, kind, ...rest } of answer.Items ?? []) items.push({ pk, sk, kind, ...rest });
    start = answer.LastEvaluatedKey;
  } while (start);
  return { all: items, byText: new Map(items.map((item) => [canonical(item), item])) };
};

/** The items of `some` that are not the same among `others`. */
const without = (some: Items, others: Items): readonly Item[] =>
  [...some.byText].filter(([text]) => !others.byText.has(text)).map(([, item]) => item);

/** Writes what differs. */
const restore = async (
  client: DynamoDBDocumentClient,
  table: string,
  wanted: Items,
  present: Items,
): Promise<void> => {
  const keyOf = ({ pk, sk }: Item) => JSON.stringify([pk, sk]);
  const changed = without(wanted, present);
  const kept = new Set(changed.map(keyOf));
  const requests = [
    ...changed.map((item) => ({ PutRequest: { Item: { ...item } } })),
    ...without(present, wanted)
      .filter((item) => !kept.has(keyOf(item)))
      .map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  ];
  await inParallel(chunks(requests, 25), async (some) => {
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteCommand({ RequestItems: { [table]: some } }),
    );
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('the engine leaves writes unprocessed');
  });
};
