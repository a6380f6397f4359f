import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalServer, startLocalServer } from '../../local/server.ts';
import { clientOf } from '../harness/database.ts';
import { violations } from '../harness/invariants.ts';
import { type TemporaryFolder, temporaryFolder } from '../local/support/temporary-folder.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'bin', 'admin.ts');

let folder: TemporaryFolder;
let server: LocalServer;

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startLocalServer({ port: 0, host: '127.0.0.1', data: folder.path });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await folder.remove();
});

/** Runs `npm run admin -- …` as a process of its own, in a pipe. */
const admin = (...args: readonly string[]) =>
  new Promise<{ exitCode: unknown; out: string; error: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], SCIM_DATA: folder.path };
    execFile(process.execPath, [ENTRY, ...args], { env }, (failure, out, error) =>
      resolve({ exitCode: failure?.code ?? 0, out, error }),
    );
  });

const post = async (path: string, body: object): Promise<string> => {
  const response = await fetch(`${server.tenantUrl}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/scim+json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(201);
  return Object(await response.json()).id;
};

test('npm run admin -- fsck finds what is wrong, repairs it, and has nothing to say then', async () => {
  const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
  const user = await post('/Users', { schemas: [userSchema], userName: 'ada@example.com' });
  const group = await post('/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'Sales',
    members: [{ value: user }],
  });
  expect(await admin('fsck', 'local')).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^Everything is in order; \d+ items were checked, 0 findings\.\n$/),
    error: expect.stringMatching(/^100% everything, \d+ items\n$/m),
  });

  const client = clientOf(server.dynamodbEndpoint);
  const TableName = server.tableName;
  await client.send(new DeleteCommand({ TableName, Key: { pk: `T#local#Member#${user}`, sk: group } }));
  await client.send(
    new DeleteCommand({ TableName, Key: { pk: 'T#local#User#userName', sk: 'ada@example.com' } }),
  );
  const found = await admin('fsck', 'local');
  expect(found.exitCode).toBe(1);
  expect(found.out).toContain(`User ${user} userName`);
  expect(found.out).toContain('2 faults are left');
  expect(found.out + found.error).not.toContain('ada@example.com');

  const repaired = await admin('fsck', 'local', '--repair', '--json');
  expect(repaired.exitCode).toBe(0);
  expect(JSON.parse(repaired.out)).toMatchObject({
    left: 0,
    findings: [
      { fault: 'missing entry', outcome: 'repaired' },
      { fault: 'missing mirror', outcome: 'repaired' },
    ],
  });
  expect((await admin('fsck', 'local')).exitCode).toBe(0);
  expect(await violations(client, TableName, 'local')).toEqual([]);
  client.destroy();

  const trail = server.logLines().filter(({ line }) => line.includes('"operation":"fsck"'));
  expect(trail).toHaveLength(2);
}, 120_000);

test('a tenant that there is none of is refused', async () => {
  expect(await admin('fsck', 'nobody')).toMatchObject({
    exitCode: 1,
    error: expect.stringContaining('there is no tenant nobody'),
  });
}, 60_000);
