/** `npm start`, as a process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type TemporaryFolder, temporaryFolder } from './support/temporary-folder.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'bin', 'local.ts');
const START_MS = 60_000;

interface Ready {
  readonly tenantUrl: string;
  readonly token: string;
}

interface Running {
  readonly process: ChildProcess;
  readonly output: Promise<string>;
  readonly exit: Promise<readonly unknown[]>;
}

let folder: TemporaryFolder;
let running: Running[];

beforeEach(async () => {
  folder = await temporaryFolder();
  running = [];
});

afterEach(async () => {
  for (const one of running) one.process.kill('SIGTERM');
  await Promise.all(running.map((one) => one.exit));
  await folder.remove();
}, START_MS);

const launch = (variables: Readonly<Record<string, string>>): Running => {
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      PATH: process.env['PATH'],
      HOME: folder.path,
      PORT: '0',
      SCIM_DATA: join(folder.path, 'data'),
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  const output = Promise.all([text(child.stdout), text(child.stderr)]).then((parts) => parts.join(''));
  const one = { process: child, output, exit };
  running.push(one);
  return one;
};

const readyFile = (): string => join(folder.path, 'ready.json');

const start = async (): Promise<Running & { readonly ready: Ready }> => {
  const one = launch({ READY_FILE: readyFile() });
  for (;;) {
    const ready = await readFile(readyFile(), 'utf8').catch(() => undefined);
    if (ready !== undefined) return { ...one, ready: JSON.parse(ready) };
    if (one.process.exitCode !== null) throw new Error(await one.output);
    await sleep(50);
  }
};

const listUsers = ({ tenantUrl, token }: Ready): Promise<Response> =>
  fetch(`${tenantUrl}/Users`, { headers: { Authorization: `Bearer ${token}` } });

/** Processes that have the folder in their command line, such as the database's. */
const processesOf = async (path: string): Promise<readonly string[]> => {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(lines)).filter((line) => line.includes(path));
};

test(
  'it accepts requests once the ready file is there, and says what a user needs next',
  async () => {
    const { ready, process: child, output } = await start();
    expect((await stat(readyFile())).mode & 0o777).toBe(0o600);
    expect((await listUsers(ready)).status).toBe(200);
    child.kill('SIGTERM');
    const said = await output;
    expect(said).toContain(ready.tenantUrl);
    expect(said).toContain(ready.token);
    expect(said).toMatch(/^\d\d:\d\d:\d\d GET {4}\/scim\/Users 200 \d+ ms$/m);
  },
  START_MS,
);

describe.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])('%s', (signal) => {
  test(
    'ends everything that it started',
    async () => {
      const one = await start();
      expect(await processesOf(folder.path)).toHaveLength(1);
      one.process.kill(signal);
      expect(await one.exit).toEqual([0, null]);
      expect(await processesOf(folder.path)).toEqual([]);
      expect(await readdir(folder.path)).not.toContain('ready.json');
    },
    START_MS,
  );
});

test(
  'Ctrl-C at a terminal, of which npm makes two signals, ends it in order',
  async () => {
    const one = await start();
    one.process.kill('SIGINT');
    await sleep(5);
    one.process.kill('SIGINT');
    expect(await one.exit).toEqual([0, null]);
    expect(await readdir(folder.path)).not.toContain('ready.json');
  },
  START_MS,
);

test(
  'a signal during the start ends it too',
  async () => {
    const one = launch({ READY_FILE: readyFile() });
    if (one.process.stdout !== null) await once(one.process.stdout, 'data');
    one.process.kill('SIGINT');
    expect(await one.exit).toEqual([0, null]);
    expect(await processesOf(folder.path)).toEqual([]);
  },
  START_MS,
);

test(
  'after a kill -9, the next start works, with the same token and data',
  async () => {
    const first = await start();
    const created = await fetch(`${first.ready.tenantUrl}/Users`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${first.ready.token}`, 'Content-Type': 'application/scim+json' },
      body: '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"survivor@example.com"}',
    });
    expect(created.status).toBe(201);
    first.process.kill('SIGKILL');
    await first.exit;
    await rm(readyFile());

    const second = await start();
    expect(second.ready.token).toBe(first.ready.token);
    expect(await (await listUsers(second.ready)).json()).toMatchObject({ totalResults: 1 });
    expect(await processesOf(folder.path)).toHaveLength(1);
  },
  START_MS,
);

test('a setting that cannot be meant is one sentence, and nothing is started', async () => {
  const { exit, output } = launch({ PORT: 'x' });
  expect(await exit).toEqual([1, null]);
  expect(await output).toBe('PORT is "x"; write a number from 0 to 65535, such as PORT=8787.\n');
  expect(await readdir(folder.path)).toEqual([]);
});
