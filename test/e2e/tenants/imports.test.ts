/** What an import takes, and what becomes of one that is cut short or disturbed. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { connect } from '../../../local/admin/target.ts';
import { seen, send, USER, useOperator } from './operator.ts';

const { admin, ok, open, targetOf, itemsOf, longAgo, requireSound, file } = useOperator();

test('what is not an export, or not a whole one, is refused before anything is written', async () => {
  const target = await open('whole');
  const id = await send(target, 'POST', '/Users', { schemas: [USER], userName: 'ada@example.com' });
  await ok(`export whole --output ${file('whole.ndjson')}`);
  const text = await readFile(file('whole.ndjson'), 'utf8');
  const [header = '', user = '', end = ''] = text.trimEnd().split('\n');
  const refusal = async (content: string, as = 'other') => {
    await writeFile(file('wrong.ndjson'), content);
    const { exitCode, error } = await admin(`import ${file('wrong.ndjson')} --as ${as}`);
    expect(exitCode).toBe(1);
    return error;
  };
  expect(await refusal('')).toContain('This is no export of a tenant.');
  expect(await refusal('Dear all,\n')).toContain('Line 1: it is no JSON object.');
  expect(await refusal(text.replace('"format":1', '"format":2'))).toContain('The export is not of format 1');
  expect(await refusal(`${header}\n${user}\n`)).toContain('The export was cut short');
  expect(await refusal(`${header}\n${user.slice(0, -9)}`)).toContain('Line 2: it is no JSON object.');
  expect(await refusal(text.replace('ada@', 'eve@'))).toContain('The export was changed, or damaged');
  expect(await refusal(`${header}\n${user}\n${user}\n${end}\n`)).toContain(
    'Line 3: it is out of order, or there twice.',
  );
  expect(await refusal(`${text}${end}\n`)).toContain('Line 4: nothing may follow the end.');
  expect(await refusal(text.replace('"userName":"ada@example.com"', '"userName":7'))).toContain(
    `Line 2: the schemas do not allow the attributes of the User ${id}.`,
  );
  expect(await refusal(text, 'whole')).toContain('there is a tenant whole already');
  expect(await admin(`import ${file('nowhere.ndjson')}`)).toMatchObject({
    exitCode: 1,
    error: expect.stringContaining('There is no file'),
  });
  expect(await itemsOf('other')).toEqual([]);
});

/** The same first line, another name, and a digest that is right. */
const edited = (text: string): string => {
  const lines = text.replace('ada@', 'eve@').trimEnd().split('\n');
  const body = `${lines.slice(0, -1).join('\n')}\n`;
  const end = { ...JSON.parse(lines.at(-1) ?? ''), sha256: createHash('sha256').update(body).digest('hex') };
  return `${body}${JSON.stringify(end)}\n`;
};

test('a file that is changed between its check and its import makes no tenant that anybody can use', async () => {
  const target = await open('changing');
  await send(target, 'POST', '/Users', { schemas: [USER], userName: 'ada@example.com' });
  await ok(`export changing --output ${file('changing.ndjson')}`);
  const text = await readFile(file('changing.ndjson'), 'utf8');
  const changing = async (options: Parameters<typeof connect>[0]) => {
    const connection = await connect(options);
    const step: typeof connection.maintenance.step = (operation, payload) => {
      writeFileSync(file('changing.ndjson'), edited(text));
      return connection.maintenance.step(operation, payload);
    };
    return { ...connection, maintenance: { step } };
  };
  expect(
    await admin(`import ${file('changing.ndjson')} --as changing-2`, { connect: changing }),
  ).toMatchObject({
    exitCode: 1,
    error: expect.stringContaining('The file was changed while it was imported'),
  });
  expect(await ok('tenants show --tenant changing-2')).toContain('suspended');
});

test('an import that was cut short is gone on with by the same file alone', async () => {
  const target = await open('short');
  for (const name of ['ada', 'grace'])
    await send(target, 'POST', '/Users', { schemas: [USER], userName: `${name}@example.com` });
  await ok(`export short --output ${file('short.ndjson')}`);
  const text = await readFile(file('short.ndjson'), 'utf8');
  const cutShort = async (options: Parameters<typeof connect>[0]) => {
    const connection = await connect(options);
    const step: typeof connection.maintenance.step = (operation, payload) => {
      if (operation === 'recount') throw new Error('the laptop was closed');
      return connection.maintenance.step(operation, payload);
    };
    return { ...connection, maintenance: { step } };
  };
  const line = `import ${file('short.ndjson')} --as short-2`;
  expect((await admin(line, { connect: cutShort })).error).toContain('the laptop was closed');

  await writeFile(file('edited.ndjson'), edited(text));
  for (const other of [`import ${file('edited.ndjson')} --as short-2`, 'import - --as short-2'])
    expect(await admin(other, { input: text })).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('is being imported from something else'),
    });
  expect(await ok(line)).toContain('2 users');
  expect(JSON.stringify(await seen(await targetOf('short-2')))).not.toContain('eve@');
  await requireSound('short-2');
});

test('what came from standard input and was changed is completed by nothing else', async () => {
  const target = await open('stream');
  await send(target, 'POST', '/Users', { schemas: [USER], userName: 'ada@example.com' });
  await ok(`export stream --output ${file('stream.ndjson')}`);
  const text = await readFile(file('stream.ndjson'), 'utf8');
  const changed = await admin('import - --as stream-2', { input: text.replace('ada@', 'eve@') });
  expect(changed.error).toContain('The export was changed, or damaged');
  const line = `import ${file('stream.ndjson')} --as stream-2`;
  expect(await admin(line)).toMatchObject({ exitCode: 1 });
  const away = 'tenants delete stream-2 --confirm stream-2 --without-export';
  await admin(away);
  await longAgo('stream-2');
  await ok(away);
  expect(await ok(line)).toContain('1 users');
  expect(JSON.stringify(await seen(await targetOf('stream-2')))).not.toContain('eve@');
});
