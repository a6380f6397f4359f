import { readFile, stat } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { exchange } from '../../../local/replay/client.ts';
import { CENSUS, fill, seen, send, USER, useOperator } from './operator.ts';

const { admin, ok, open, targetOf, itemsOf, longAgo, requireSound, file } = useOperator();

test('a tenant is exported, deleted and imported, and its clients see what they saw', async () => {
  const before = await open('contoso');
  await fill(before);
  const was = await seen(before);

  const exported = await ok(`export contoso --output ${file('first.ndjson')}`);
  expect(exported).toContain(`${CENSUS} of contoso`);
  const [header, ...lines] = (await readFile(file('first.ndjson'), 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(header ?? '')).toMatchObject({
    kind: 'tenant',
    format: 1,
    tenant: 'contoso',
    name: 'Contoso',
  });
  expect(((await stat(file('first.ndjson'))).mode & 0o777).toString(8)).toBe('600');
  expect(lines.join()).not.toContain('scim_');

  await admin('tenants delete contoso --without-export', { answer: 'contoso' });
  await longAgo('contoso');
  const gone = await ok(`tenants delete contoso --export ${file('second.ndjson')}`, { answer: 'contoso' });
  expect(gone).toContain(`${CENSUS} are in ${file('second.ndjson')}`);
  expect(gone).toContain('1 credentials');
  expect(await itemsOf('contoso')).toEqual([]);
  expect((await exchange(before, 'GET', '/Groups?count=0', {})).status).toBe(401);

  const imported = await ok(`import ${file('second.ndjson')}`);
  expect(imported).toContain(`contoso has ${CENSUS}, and is active.`);
  const after = await targetOf('contoso');
  expect(await seen(after)).toEqual(was);
  await requireSound('contoso');

  // The same lines but for when it was, and so for the digest of all.
  await ok(`export contoso --output ${file('third.ndjson')}`);
  const again = (await readFile(file('third.ndjson'), 'utf8')).trimEnd().split('\n');
  expect(again.slice(1, -1)).toEqual(lines.slice(0, -1));

  // It lives: what is imported can be changed as ever.
  await send(after, 'POST', '/Users', { schemas: [USER], userName: 'new@example.com' });
  await requireSound('contoso');
});

test('an export goes through a pipe, to a tenant of another name that stays suspended', async () => {
  const target = await open('piped');
  await send(target, 'POST', '/Users', { schemas: [USER], userName: 'ada@example.com' });
  const { out, error, exitCode } = await admin('export piped');
  expect(exitCode).toBe(0);
  expect(error).toContain('1 users, 0 groups, 0 memberships, 0 deleted resources of piped');
  expect(out.trimEnd().split('\n')).toHaveLength(3);

  const imported = await ok('import - --as piped-2 --keep-suspended', { input: out });
  expect(imported).toContain('and is suspended');
  const copy = await targetOf('piped-2');
  expect((await exchange(copy, 'GET', '/Users', {})).status).toBe(401);
  await requireSound('piped-2');
});

test('an export of a tenant that is active says that it is not one moment, beside what scripts get', async () => {
  await open('busy');
  const busy = await admin(`export busy --output ${file('busy.ndjson')} --json`);
  expect(JSON.parse(busy.out)).toMatchObject({ tenant: 'busy', status: 'active' });
  expect(busy.error).toMatch(/^Note: busy is active, .* tenants suspend --tenant busy$/m);
  await ok('tenants suspend --tenant busy');
  const quiet = await admin(`export busy --output ${file('quiet.ndjson')}`);
  expect(quiet.out).toContain('0 users, ');
  expect(quiet.error).not.toContain('Note');
});

test('usage counts what each tenant has', async () => {
  const target = await open('counted');
  await fill(target);
  const [usage] = JSON.parse(await ok('usage --tenant counted --json'));
  expect(usage).toMatchObject({
    tenant: 'counted',
    status: 'active',
    users: 29,
    groups: 3,
    memberships: 32,
    tokens: 1,
    clients: 0,
    requests: 0,
  });
  const all = await ok('usage');
  expect(all).toMatch(
    /^TENANT +STATUS +USERS +GROUPS +MEMBERSHIPS +TOKENS +CLIENTS +REQUESTS \(30 D\) +LAST USED$/m,
  );
  expect(all).toMatch(/^counted +active +29 +3 +32 +1 +0 +0 +\d{4}-\d\d-\d\d \d\d:\d\d$/m);
});
