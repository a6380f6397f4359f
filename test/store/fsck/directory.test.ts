import '../../harness/one-realm.ts';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import pMap from 'p-map';
import type { Reference } from '../../../lambda/scim/resource.ts';
import { dynamoDirectory } from '../../../lambda/store/dynamo/directory.ts';
import { FIRST_STATE, type FsckState, fsckStep } from '../../../lambda/store/dynamo/fsck/step.ts';
import { gateKey } from '../../../lambda/store/dynamo/keys.ts';
import { StoreError } from '../../../lambda/store/error.ts';
import type { Directory, StoredResource } from '../../../lambda/store/port.ts';
import { clientOf, freshTenant, useConflictProxy, useDatabase } from '../../harness/database.ts';
import { add, call, countOf, walked } from '../examples.ts';
import { subjectAt } from '../subject.ts';
import { faultsOf, fsck, person, rawWrites, team } from './support.ts';

jest.setTimeout(300_000);

let subject: Awaited<ReturnType<typeof subjectAt>>;
/** The same table, without the proxy's conflicts. */
let direct: { readonly directory: Directory };
// Before the database ends, which is told so later.
afterAll(() => subject.dispose());
const database = useDatabase();
const proxy = useConflictProxy(database);
beforeAll(async () => {
  subject = await subjectAt(database.endpoint(), proxy().endpoint);
  const client = clientOf(database.endpoint());
  direct = { directory: dynamoDirectory({ client, table: subject.table.name }) };
});

let tenant: string;
beforeEach(() => {
  tenant = freshTenant();
});

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** So many users with all that is indexed, and groups with up to six of them and of each other. */
const populated = async (users: number, groups: number) => {
  const { directory } = direct;
  const people = await pMap(
    Array.from({ length: users }, (_, index) =>
      person(`user-${index}`, {
        displayName: `User ${index}`,
        externalId: String(index),
        emails: [{ value: `${index}@example.com`, type: 'work', primary: true }],
        [ENTERPRISE]: { department: 'x'.repeat(index % 7 || 1) },
      }),
    ),
    (content) => directory.create(tenant, 'User', content, [], call()),
    { concurrency: 16 },
  );
  const teams: StoredResource[] = [];
  for (let index = 0; index < groups; index += 1) {
    const members: Reference[] = [...people.slice(index * 5, index * 5 + 5), ...teams.slice(-1)].map(
      ({ id, type }) => ({ id, type }),
    );
    teams.push(await directory.create(tenant, 'Group', team(`Team ${index}`), members, call()));
  }
  return { people, teams };
};

test('a healthy directory of two hundred has no findings, and its steps come to the end', async () => {
  const { directory } = subject;
  const { people, teams } = await populated(200, 24);
  for (const one of people.slice(0, 20)) await directory.remove(tenant, 'User', one.id, undefined, call());
  for (const one of teams.slice(0, 3)) await directory.remove(tenant, 'Group', one.id, undefined, call());
  for (const previous of people.slice(20, 40))
    await directory.update(
      tenant,
      { previous, next: person(`renamed-${previous.id}`, { title: 'x' }), unchanged: 'resource' },
      call(),
    );
  const { findings, steps, fractions } = await fsck(subject.table, tenant);
  expect(findings).toEqual([]);
  expect(steps).toBeGreaterThan(10);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
});

test('a page that DynamoDB ends early is not the last one', async () => {
  const { people, teams } = await populated(6, 6);
  const lastOf = (all: readonly StoredResource[]) =>
    all
      .map(({ id }) => id)
      .toSorted()
      .at(-1) ?? '';
  await rawWrites(subject.table).remove({ pk: `T#${tenant}#exists`, sk: lastOf(people) });
  await rawWrites(subject.table).set(gateKey(tenant, lastOf(teams), '3'), 'count', 7);
  proxy().endPagesAfter(2);
  expect(faultsOf((await fsck(subject.table, tenant)).findings)).toEqual(['missing stub', 'wrong gate']);
  proxy().reset();
});

test('what a step holds does not grow with the directory', async () => {
  const most = async () => {
    let state: FsckState | undefined = FIRST_STATE;
    const sizes: number[] = [];
    while (state) {
      proxy().reset();
      const now = Date.now;
      const step = await fsckStep(
        {
          table: subject.table,
          tenant,
          groupNames: 'unique',
          repair: false,
          now,
          requestId: 'r',
          until: Date.now(),
        },
        state,
      );
      sizes.push(proxy().items());
      state = step.state;
    }
    return Math.max(...sizes);
  };
  await populated(150, 8);
  const before = await most();
  tenant = freshTenant();
  await populated(300, 16);
  expect(await most()).toBeLessThan(before * 1.5);
});

/** Changes of every kind, at random from a seed, several at a time. */
const traffic = async (
  people: readonly StoredResource[],
  teams: readonly StoredResource[],
  changes: number,
) => {
  const { directory } = subject;
  let seed = 42;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const one = <Element>(list: readonly Element[]): Element => {
    const chosen = list[random(list.length)];
    if (chosen === undefined) throw new Error('there is none');
    return chosen;
  };
  const asMember = ({ id, type }: StoredResource): Reference => ({ id, type });
  const kinds = [
    (n: number) => directory.create(tenant, 'User', person(`new-${n}`, { displayName: 'New' }), [], call()),
    (n: number) =>
      directory.create(tenant, 'Group', team(`New ${n}`), people.slice(0, 3).map(asMember), call()),
    (n: number) =>
      directory.create(tenant, 'Group', team(`Large ${n}`), people.slice(0, 40).map(asMember), call()),
    async (n: number) => {
      const previous = await directory.read(tenant, 'User', one(people).id, call());
      if (previous)
        await directory.update(
          tenant,
          { previous, next: person(`moved-${n}`), unchanged: 'resource' },
          call(),
        );
    },
    () => directory.changeMembers(tenant, one(teams).id, add(asMember(one(people))), call()),
    () => directory.changeMembers(tenant, one(teams).id, { add: [], remove: [one(people).id] }, call()),
    () => directory.remove(tenant, 'User', one(people).id, undefined, call()),
    () => directory.remove(tenant, 'Group', one(teams).id, undefined, call()),
  ];
  await pMap(
    Array.from({ length: changes }, (_, n) => n),
    async (n) => {
      // Somebody else may have deleted it, or have the name: that is what live traffic is.
      await one(kinds)(n).catch((error) => {
        if (!(error instanceof StoreError)) throw error;
      });
    },
    { concurrency: 6 },
  );
};

test.each([
  ['finds nothing', false],
  ['finds nothing, and has nothing to repair,', true],
])('beside live traffic it %s', async (_, repair) => {
  const { people, teams } = await populated(60, 10);
  let busy = true;
  const changes = traffic(people, teams, 150).finally(() => {
    busy = false;
  });
  let runs = 0;
  while (busy) {
    expect((await fsck(subject.table, tenant, { repair })).findings).toEqual([]);
    runs += 1;
  }
  await changes;
  expect(runs).toBeGreaterThan(0);
  expect((await fsck(subject.table, tenant)).findings).toEqual([]);
  expect(await subject.violations(tenant)).toEqual([]);
});

test('repairs beside live traffic hurt nobody', async () => {
  const { people, teams } = await populated(60, 10);
  const write = rawWrites(subject.table);
  for (const { id } of teams.slice(0, 5)) {
    const { members } = (await subject.directory.readGroup(tenant, id, call())) ?? { members: [] };
    for (const member of members.slice(0, 3))
      await write.remove({ pk: `T#${tenant}#Member#${member.id}`, sk: id });
    await write.set(gateKey(tenant, id, '3'), 'count', 7);
  }
  for (const { id } of people.slice(40, 60)) {
    await write.remove({ pk: `T#${tenant}#exists`, sk: id });
    await write.set({ pk: `T#${tenant}#count#User`, sk: id.slice(0, 2) }, 'count', 50);
  }
  const changes = traffic(people, teams, 120);
  await fsck(subject.table, tenant, { repair: true });
  await changes;
  await fsck(subject.table, tenant, { repair: true });
  expect(faultsOf((await fsck(subject.table, tenant)).findings)).toEqual([]);
  expect(await subject.violations(tenant)).toEqual([]);
  expect(await walked(subject.directory, tenant, 'User')).toHaveLength(
    await countOf(subject.directory, tenant, 'User'),
  );
});
