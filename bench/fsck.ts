/**
 * What it takes to check a tenant: `npm exec -- node bench/fsck.ts [users] [groups] [members a group]`. Prints
 * seconds, calls and capacity units of a run by the engine's own figures, and what one costs on demand.
 */
import { randomUUID } from 'node:crypto';
import pMap from 'p-map';
import { indexedValues } from '../lambda/scim/index-entries.ts';
import { GROUP, USER } from '../lambda/scim/schema/models.ts';
import { dynamoDirectory } from '../lambda/store/dynamo/directory.ts';
import { FIRST_STATE, type FsckState, fsckStep } from '../lambda/store/dynamo/fsck/step.ts';
import { startDatabase } from '../local/database.ts';
import { clientOf } from '../test/harness/client.ts';
import { startConflictProxy } from '../test/harness/conflict-proxy.ts';
import { TABLE } from '../test/harness/table.ts';

const [users = 10_000, groups = 100, members = 200] = process.argv.slice(2).map(Number);
/** US dollars for a read request unit on demand in us-east-1; the engine counts capacity units, which are as large. */
const DOLLARS_A_UNIT = 0.125e-6;
const TENANT = 'bench';

const call = () => ({
  by: { tokenId: 'bench', requestId: randomUUID(), sourceIp: '127.0.0.1', dialect: 'bench' },
  deadline: Date.now() + 600_000,
});

const database = await startDatabase({ table: TABLE });
const proxy = await startConflictProxy({ target: database.endpoint, holdMs: 0 });
const direct = clientOf(database.endpoint);
const directory = dynamoDirectory({ client: direct, table: TABLE.TableName });

const people = await pMap(
  Array.from({ length: users }, (_, index) => index),
  (index) => {
    const attributes = {
      userName: `user-${index}@example.com`,
      active: true,
      displayName: `User ${index}`,
      externalId: randomUUID(),
      name: { givenName: 'User', familyName: String(index) },
      emails: [{ value: `user-${index}@example.com`, type: 'work', primary: true }],
    };
    const entries = indexedValues(USER, attributes, 'unique');
    return directory.create(TENANT, 'User', { attributes, entries }, [], call());
  },
  { concurrency: 16 },
);
await pMap(
  Array.from({ length: groups }, (_, index) => index),
  (index) => {
    const attributes = { displayName: `Group ${index}`, externalId: randomUUID() };
    const entries = indexedValues(GROUP, attributes, 'unique');
    const some = Array.from({ length: members }, (_, offset) => people[(index * members + offset) % users]);
    const references = some.flatMap((one) => (one ? [{ id: one.id, type: one.type }] : []));
    return directory.create(TENANT, 'Group', { attributes, entries }, references, call());
  },
  { concurrency: 4 },
);

const table = { client: clientOf(proxy.endpoint), name: TABLE.TableName };
const fsck = {
  table,
  tenant: TENANT,
  groupNames: 'unique',
  repair: false,
  now: Date.now,
  requestId: 'bench',
} as const;
const begin = performance.now();
const counted = { calls: 0, units: 0, items: 0, mostItems: 0, findings: 0, steps: 0 };
let state: FsckState | undefined = FIRST_STATE;
while (state) {
  proxy.reset();
  const step = await fsckStep({ ...fsck, until: Date.now() }, state);
  counted.calls += proxy.calls().length;
  counted.units += proxy.capacity();
  counted.items += proxy.items();
  counted.mostItems = Math.max(counted.mostItems, proxy.items());
  counted.findings += step.findings.length;
  counted.steps += 1;
  state = step.state;
}
console.log({
  users,
  groups,
  memberships: groups * members,
  seconds: Number(((performance.now() - begin) / 1000).toFixed(1)),
  ...counted,
  dollars: Number((counted.units * DOLLARS_A_UNIT).toFixed(4)),
});
table.client.destroy();
direct.destroy();
await proxy.stop();
await database.stop();
