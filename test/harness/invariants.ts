import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';

/** What the invariants are about, of an item of the table. */
export interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly kind: string;
  readonly by?: unknown;
  readonly type?: string;
  readonly work?: string;
  readonly owner?: string;
  readonly count?: number;
  readonly entries?: readonly (readonly [attribute: string, sort: string])[];
}

const SHARDS = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

/** What is wrong between the items of a tenant at rest, in sentences; nothing when all is well. */
export const violations = async (
  client: DynamoDBDocumentClient,
  table: string,
  tenant: string,
): Promise<readonly string[]> => violationsAmong(tenant, await itemsOf(client, table, tenant));

/**
 * The same of all items of a tenant that were read already. It knows the table from its description alone and
 * shares no code with the store.
 */
export const violationsAmong = (tenant: string, items: readonly Item[]): readonly string[] => {
  const of = (kind: string): readonly Item[] => items.filter((item) => item.kind === kind);
  const resources = [...of('User'), ...of('Group')];
  return [
    ...differences('stub', resources.map(stubOf), of('exists').map(stubLine)),
    ...differences('index entry', resources.flatMap(entriesOf(tenant)), of('entry').map(entryLine)),
    ...differences('counter', countsOf(tenant, resources), of('counter').filter(isNotZero).map(counterLine)),
    ...differences('gate', gatesOf(tenant, of('Group'), of('member')), of('gate').map(gateLine)),
    ...differences('mirror', of('member').map(mirrorOf(tenant)), of('mirror').map(mirrorLine)),
    ...strangers(of('member'), of('exists')).map((line) => `a member without a stub: ${line}`),
    ...homeless(of('member'), of('Group')).map((line) => `a member of no group: ${line}`),
    ...of('pending').map(({ pk, sk }) => `left pending: ${pk} ${sk}`),
    ...of('tombstone')
      .filter(({ sk }) => resources.some((resource) => resource.sk === sk))
      .map(({ sk }) => `a tombstone of what exists: ${sk}`),
    ...items.filter((item) => !item.by).map(({ pk, sk }) => `nobody's item: ${pk} ${sk}`),
  ];
};

/** Every item of a tenant, those in the list of all tenants too. */
export const itemsOf = async (
  client: DynamoDBDocumentClient,
  table: string,
  tenant: string,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  const scan = {
    TableName: table,
    ConsistentRead: true,
    FilterExpression: 'begins_with(pk, :tenant) OR (pk = :pending AND begins_with(sk, :listed))',
    ExpressionAttributeValues: { ':tenant': `T#${tenant}#`, ':pending': 'pending', ':listed': `${tenant}#` },
  };
  for await (const { Items = [] } of paginateScan({ client }, scan)) {
    for (const { pk, sk, kind, ...rest } of Items) items.push({ pk, sk, kind, ...rest });
  }
  return items;
};

const differences = (what: string, expected: readonly string[], actual: readonly string[]): string[] => {
  const [wanted, had] = [new Set(expected), new Set(actual)];
  return [
    ...expected.filter((line) => !had.has(line)).map((line) => `there is no ${what}: ${line}`),
    ...actual.filter((line) => !wanted.has(line)).map((line) => `there is a stray ${what}: ${line}`),
  ];
};

const line = (...parts: readonly unknown[]): string => JSON.stringify(parts);

const stubOf = ({ sk, kind }: Item): string => line(sk, kind);
const stubLine = ({ sk, type }: Item): string => line(sk, type);

const entriesOf =
  (tenant: string) =>
  ({ sk, kind, entries = [] }: Item): string[] =>
    entries.map(([attribute, sort]) => line(`T#${tenant}#${kind}#${attribute}`, sort, sk));
const entryLine = ({ pk, sk, owner }: Item): string => line(pk, sk, owner);

const countsOf = (tenant: string, resources: readonly Item[]): string[] => {
  const groups = Map.groupBy(resources, ({ kind, sk }) => line(`T#${tenant}#count#${kind}`, sk.slice(0, 2)));
  return [...groups].map(([place, { length }]) => `${place} ${length}`);
};
const counterLine = ({ pk, sk, count }: Item): string => `${line(pk, sk)} ${count ?? ''}`;
const isNotZero = ({ count }: Item): boolean => count !== 0;

const gatesOf = (tenant: string, groups: readonly Item[], members: readonly Item[]): string[] =>
  groups.flatMap(({ sk }) =>
    SHARDS.map((shard) => {
      const pk = `T#${tenant}#Group#${sk}`;
      return line(pk, shard, members.filter((member) => member.pk === `${pk}#${shard}`).length);
    }),
  );
const gateLine = ({ pk, sk, count }: Item): string => line(pk, sk, count);

const mirrorOf =
  (tenant: string) =>
  ({ pk, sk, type }: Item): string =>
    line(`T#${tenant}#Member#${sk.slice('m#'.length)}`, groupIn(pk), type);
const mirrorLine = ({ pk, sk, type }: Item): string => line(pk, sk, type);

/** The group of a shard, from the shard's partition. */
const groupIn = (pk: string): string | undefined => pk.split('#').at(-2);

const homeless = (members: readonly Item[], groups: readonly Item[]): string[] => {
  const known = new Set(groups.map(({ sk }) => sk));
  return members.filter(({ pk }) => !known.has(groupIn(pk) ?? '')).map(({ pk, sk }) => line(pk, sk));
};

const strangers = (members: readonly Item[], stubs: readonly Item[]): string[] => {
  const known = new Set(stubs.map(({ sk, type }) => line(sk, type)));
  return members
    .map(({ sk, type }) => line(sk.slice('m#'.length), type))
    .filter((member) => !known.has(member));
};
