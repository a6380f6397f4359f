import { readFile, stat, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { exchange } from '../../../local/replay/client.ts';
import { CENSUS, fill, send, USER, useOperator } from './operator.ts';

const { admin, ok, open, itemsOf, longAgo, file } = useOperator();

test('nothing is deleted by mistake, and no file is overwritten', async () => {
  const target = await open('kept');
  expect(await admin('tenants delete kept')).toMatchObject({
    exitCode: 2,
    error: expect.stringContaining('needs --confirm kept'),
  });
  expect(await admin('tenants delete kept', { answer: 'yes' })).toMatchObject({
    exitCode: 1,
    error: expect.stringContaining('nothing was deleted'),
  });
  await writeFile(file('there.ndjson'), 'mine');
  for (const line of [`tenants delete kept --confirm kept --export`, 'export kept --output'])
    expect(await admin(`${line} ${file('there.ndjson')}`)).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('nothing was overwritten'),
    });
  expect(await readFile(file('there.ndjson'), 'utf8')).toBe('mine');
  expect((await exchange(target, 'GET', '/Users', {})).status).toBe(200);
});

test('a deletion that ended halfway is completed by the same command', async () => {
  await fill(await open('halfway'));
  const cut = await admin(`tenants delete halfway --confirm halfway --export ${file('halfway.ndjson')}`, {
    sleep: async () => {
      throw new Error('the laptop was closed');
    },
  });
  expect(cut.exitCode).toBe(1);
  expect(await stat(file('halfway.ndjson')).catch(() => undefined)).toBeUndefined();
  await longAgo('halfway');
  const line = `tenants delete halfway --confirm halfway --export ${file('halfway.ndjson')}`;
  expect(await ok(line)).toContain(CENSUS);
  expect(await itemsOf('halfway')).toEqual([]);
});

test('a deletion that somebody takes back while it waits ends there, and nothing is deleted', async () => {
  const target = await open('resumed');
  await send(target, 'POST', '/Users', { schemas: [USER], userName: 'ada@example.com' });
  const line = `tenants delete resumed --confirm resumed --export ${file('resumed.ndjson')}`;
  const resume = async () => {
    await ok('tenants resume --tenant resumed');
  };
  expect(await admin(line, { sleep: resume })).toMatchObject({
    exitCode: 1,
    error: expect.stringContaining('taken the deletion of resumed back: it is active'),
  });
  const begunAgain = async () => {
    await resume();
    await admin('tenants delete resumed --confirm resumed --without-export');
  };
  expect(await admin(line, { sleep: begunAgain })).toMatchObject({
    exitCode: 1,
    error: expect.stringContaining('back, and begun another'),
  });
  expect(await stat(file('resumed.ndjson')).catch(() => undefined)).toBeUndefined();
  await resume();
  expect((await exchange(target, 'GET', '/Users', {})).text).toContain('ada@example.com');
});
