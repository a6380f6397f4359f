import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startDatabase } from '../../local/database.ts';
import { clientOf } from '../harness/database.ts';
import { TABLE } from '../harness/table.ts';

const OWNER = fileURLToPath(new URL('./support/database-owner.ts', import.meta.url));
const ITEM = { pk: 'a', sk: 'b', kept: true };

let folder: string;
let file: string;
let owner: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scim-on-aws-'));
  file = join(folder, 'database.sqlite');
});
afterEach(async () => {
  owner?.kill('SIGKILL');
  owner = undefined;
  await rm(folder, { recursive: true });
});

/** Another process that has the database and does nothing with it. */
const startOwner = async (): Promise<{ readonly process: ChildProcess; readonly endpoint: string }> => {
  const child = spawn(process.execPath, [OWNER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  owner = child;
  const [endpoint] = await once(createInterface({ input: child.stdout }), 'line');
  return { process: child, endpoint };
};

const accepts = async (endpoint: string): Promise<boolean> => {
  try {
    await fetch(endpoint);
    return true;
  } catch {
    return false;
  }
};

const put = (endpoint: string) =>
  clientOf(endpoint).send(new PutCommand({ TableName: TABLE.TableName, Item: ITEM }));
const get = (endpoint: string) =>
  clientOf(endpoint).send(new GetCommand({ TableName: TABLE.TableName, Key: { pk: 'a', sk: 'b' } }));

test('a database in memory has the table, and ends when it is stopped', async () => {
  const database = await startDatabase({ table: TABLE });
  await put(database.endpoint);
  expect(await get(database.endpoint)).toMatchObject({ Item: ITEM });
  await database.stop();
  expect(await accepts(database.endpoint)).toBe(false);
});

test('a database on a file keeps its items from one start to the next', async () => {
  const first = await startDatabase({ file, table: TABLE });
  await put(first.endpoint);
  await first.stop();
  const second = await startDatabase({ file, table: TABLE });
  expect(await get(second.endpoint)).toMatchObject({ Item: ITEM });
  await second.stop();
});

test('a database elsewhere gets the table, and is not stopped', async () => {
  const engine = await startDatabase({ table: TABLE });
  const table = { ...TABLE, TableName: 'Another' };
  const { endpoint, stop } = await startDatabase({ endpoint: engine.endpoint, table });
  expect(endpoint).toBe(engine.endpoint);
  await stop();
  expect(await accepts(engine.endpoint)).toBe(true);
  await engine.stop();
});

test('the engine of a process that was killed is ended by the next start, and its items are kept', async () => {
  const { process: child, endpoint } = await startOwner();
  await put(endpoint);
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  expect(await accepts(endpoint)).toBe(true);
  const database = await startDatabase({ file, table: TABLE });
  expect(await accepts(endpoint)).toBe(false);
  expect(await get(database.endpoint)).toMatchObject({ Item: ITEM });
  await database.stop();
});

test('a process that merely has the number of a former engine is left alone', async () => {
  await writeFile(`${file}.pid`, `${process.pid} 1\n`);
  const database = await startDatabase({ file, table: TABLE });
  expect(await readFile(`${file}.pid`, 'utf8')).not.toContain(`${process.pid} 1\n`);
  await database.stop();
});

test('a database that another process is using is not taken from it', async () => {
  const { process: child, endpoint } = await startOwner();
  await expect(startDatabase({ file, table: TABLE })).rejects.toThrow(`in use by process ${child.pid}`);
  expect(await accepts(endpoint)).toBe(true);
  const exited = once(child, 'exit');
  child.kill();
  await exited;
});

test.each<NodeJS.Signals>(['SIGTERM', 'SIGINT', 'SIGHUP'])(
  'the engine ends with its process on %s',
  async (signal) => {
    const { process: child, endpoint } = await startOwner();
    const exited = once(child, 'exit');
    child.kill(signal);
    expect(await exited).toEqual([null, signal]);
    expect(await gone(endpoint)).toBe(true);
  },
);

/** Whether nobody accepts requests any more, soon: the engine was told to end, and takes its moment. */
const gone = async (endpoint: string): Promise<boolean> => {
  for (let look = 0; look < 200; look += 1) {
    if (!(await accepts(endpoint))) return true;
  }
  return false;
};
