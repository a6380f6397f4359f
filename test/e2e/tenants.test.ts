/** A tenant as a whole, by the command line of an operator, on the local server: there, away, and back again. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { isObject } from '../../lambda/scim/json.ts';
import { main } from '../../local/admin/main.ts';
import { connect } from '../../local/admin/target.ts';
import { exchange, type Target } from '../../local/replay/client.ts';
import { type LocalServer, startLocalServer } from '../../local/server.ts';
import { clientOf } from '../harness/database.ts';
import { violations } from '../harness/invariants.ts';
import { type TemporaryFolder, temporaryFolder } from '../local/support/temporary-folder.ts';

jest.setTimeout(240_000);

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

let folder: TemporaryFolder;
let server: LocalServer;
let file: (name: string) => string;

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'files'));
  file = (name) => join(folder.path, 'files', name);
  // So that a refused credential is refused at once.
  const context = { 'scim:authorizerCacheSeconds': '0' };
  server = await startLocalServer({ port: 0, host: '127.0.0.1', data: folder.path, concurrency: 4, context });
});
afterAll(async () => {
  await server?.stop();
  await folder?.remove();
});

interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

interface At {
  readonly input?: string;
  /** What is typed at the terminal; nobody sits there where it is absent. */
  readonly answer?: string;
  /** Instead of waiting, milliseconds. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** How the functions are reached, where not as ever. */
  readonly connect?: typeof connect;
}

const noWaiting = async () => {
  throw new Error('nothing is waited for here');
};

/** Runs `npm run admin -- …`. */
const admin = async (
  line: string,
  { input = '', answer, sleep = noWaiting, connect: reach = connect }: At = {},
): Promise<Run> => {
  let [out, error] = ['', ''];
  const output = new Writable({
    write: (chunk, _, done) => {
      out += String(chunk);
      done();
    },
  });
  const exitCode = await main(line.split(' '), {
    out: (text) => {
      out += `${text}\n`;
    },
    error: (text) => {
      error += `${text}\n`;
    },
    dataFolder: folder.path,
    connect: reach,
    io: {
      input: Readable.from([Buffer.from(input)]),
      output,
      ...(answer !== undefined && { ask: async () => answer }),
      sleep,
    },
  });
  return { exitCode, out, error };
};

const ok = async (line: string, at: At = {}): Promise<string> => {
  const { exitCode, out, error } = await admin(line, at);
  if (exitCode !== 0) throw new Error(`${line}: ${out}${error}`);
  return out;
};

/** A tenant, and how its directory is reached. */
const open = async (id: string): Promise<Target> => {
  await ok(`tenants create --name Contoso --id ${id}`);
  return targetOf(id);
};
const targetOf = async (id: string): Promise<Target> => {
  const { token } = JSON.parse(await ok(`tokens create --tenant ${id} --json`));
  return { tenantUrl: server.tenantUrl, token };
};

const send = async (to: Target, method: string, path: string, body?: object): Promise<string> => {
  const { status, text } = await exchange(to, method, path, {}, body && JSON.stringify(body));
  expect([200, 201, 204]).toContain(status);
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  return isObject(answer) && typeof answer['id'] === 'string' ? answer['id'] : '';
};

/** A few dozen people and groups within groups, some of them odd, renamed or gone. */
const fill = async (to: Target): Promise<void> => {
  const users: string[] = [];
  for (let index = 0; index < 30; index += 1) {
    const userName = index === 7 ? 'Zoë\u2028"Straße"@example.com' : `user${index}@example.com`;
    const title = index === 8 ? 'x'.repeat(200_000) : 'Engineer';
    users.push(
      await send(to, 'POST', '/Users', {
        schemas: [USER],
        userName,
        title,
        active: true,
        externalId: `e${index}`,
      }),
    );
  }
  const members = (ids: readonly string[]) => ids.map((value) => ({ value }));
  const group = (displayName: string, ids: readonly string[]) =>
    send(to, 'POST', '/Groups', { schemas: [GROUP], displayName, members: members(ids) });
  const sales = await group('Sales', users.slice(0, 12));
  const all = await group('Everybody', [sales, ...users.slice(10)]);
  await group('Nobody', []);
  const patch = (path: string, ...Operations: object[]) =>
    send(to, 'PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
  await patch(`/Users/${users[3]}`, { op: 'replace', path: 'userName', value: 'renamed@example.com' });
  await patch(`/Groups/${all}`, { op: 'remove', path: `members[value eq "${users[20]}"]` });
  await patch(`/Groups/${sales}`, { op: 'add', path: 'members', value: members([users[25] ?? '']) });
  await send(to, 'DELETE', `/Users/${users[5]}`);
};

/** Everything that a client sees, ETags too. */
const seen = async (of: Target): Promise<unknown> => {
  const list = async (path: string) => JSON.parse((await exchange(of, 'GET', path, {})).text).Resources;
  return [await list('/Users?count=200'), await list('/Groups?count=200')];
};

/** Every item that belongs to a tenant, or names it in its key. */
const itemsOf = async (tenant: string): Promise<readonly object[]> => {
  const client = clientOf(server.dynamodbEndpoint);
  const items: object[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: server.tableName }))
    items.push(
      ...Items.filter(
        ({ pk, sk, tenant: owner }) =>
          owner === tenant ||
          pk === `T#${tenant}` ||
          String(pk).startsWith(`T#${tenant}#`) ||
          (pk === 'tenants' && sk === tenant) ||
          (pk === 'pending' && String(sk).startsWith(`${tenant}#`)),
      ),
    );
  client.destroy();
  return items;
};

/** Lets the time pass that a deletion waits for: it began long ago, as both copies of the tenant say. */
const longAgo = async (tenant: string): Promise<void> => {
  const client = clientOf(server.dynamodbEndpoint);
  for (const Key of [
    { pk: `T#${tenant}`, sk: 'settings' },
    { pk: 'tenants', sk: tenant },
  ])
    await client.send(
      new UpdateCommand({
        TableName: server.tableName,
        Key,
        UpdateExpression: 'SET deletingSince = :then',
        ExpressionAttributeValues: { ':then': '2026-01-01T00:00:00.000Z' },
      }),
    );
  client.destroy();
};

const requireSound = async (tenant: string) => {
  expect(await ok(`fsck ${tenant}`)).toContain('Everything is in order');
  const client = clientOf(server.dynamodbEndpoint);
  expect(await violations(client, server.tableName, tenant)).toEqual([]);
  client.destroy();
};

const CENSUS = '29 users, 3 groups, 32 memberships, 1 deleted resources';

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
