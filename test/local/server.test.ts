/** The service itself, served as it deploys. */
import { readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeServer, listen, portOf } from '../../local/network.ts';
import { type LocalServer, startLocalServer } from '../../local/server.ts';
import { type TemporaryFolder, temporaryFolder } from './support/temporary-folder.ts';

const START_MS = 60_000;

let folder: TemporaryFolder;
let server: LocalServer;

const start = (): Promise<LocalServer> => startLocalServer({ port: 0, host: '127.0.0.1', data: folder.path });

const send = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.tenantUrl}${path}`, {
    headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/scim+json' },
    ...init,
  });

const createUser = (userName: string): Promise<Response> =>
  send('/Users', {
    method: 'POST',
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName }),
  });

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await start();
}, START_MS);

afterAll(async () => {
  await server?.stop();
  await folder.remove();
});

test('its token opens its Tenant URL', async () => {
  const response = await send('/Users?filter=userName%20eq%20%22nobody%22');
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ totalResults: 0, Resources: [] });
});

test('what the functions log is there to be searched', async () => {
  await createUser('logged@example.com');
  expect(server.logLines().some(({ line }) => line.includes('tokens.create'))).toBe(true);
  expect(server.logLines().some(({ line }) => line.includes(server.token))).toBe(false);
});

test('what it keeps is for the owner of the folder only', async () => {
  const files = (await readdir(folder.path)).filter((name) => name.endsWith('.json')).toSorted();
  expect(files).toEqual(['api-keys.json', 'credentials.json', 'peppers.json', 'server.json']);
  const modes = await Promise.all(
    files.map(async (name) => (await stat(join(folder.path, name))).mode & 0o777),
  );
  expect(new Set(modes)).toEqual(new Set([0o600]));
});

describe('started again on the same folder', () => {
  test(
    'it has the same token and the same data',
    async () => {
      await createUser('kept@example.com');
      const { token } = server;
      await server.stop();
      expect(await readdir(folder.path)).not.toContain('server.json');
      server = await start();
      expect(server.token).toBe(token);
      const found = await (await send('/Users?filter=userName%20eq%20%22KEPT%40example.com%22')).json();
      expect(found).toMatchObject({ totalResults: 1 });
    },
    START_MS,
  );

  test(
    'without its pepper, no old token is good, and it makes itself a new one',
    async () => {
      const { token } = server;
      await server.stop();
      await rm(join(folder.path, 'peppers.json'));
      server = await start();
      expect(server.token).not.toBe(token);
      expect((await send('/Users')).status).toBe(200);
      const old = await send('/Users', { headers: { Authorization: `Bearer ${token}` } });
      expect(old.status).toBe(401);
    },
    START_MS,
  );
});

test('a port that is taken is told at once, and nothing is left running', async () => {
  const other = createServer();
  await listen(other, 0, '127.0.0.1');
  const taken = startLocalServer({ port: portOf(other), host: '127.0.0.1', data: ':memory:' });
  await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await closeServer(other);
});
