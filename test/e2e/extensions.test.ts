/** Extensions that a platform declares, from the file in the folder to the answer, without a line of code. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../lambda/scim/json.ts';
import { type LocalServer, startLocalServer } from '../../local/server.ts';
import { clientOf } from '../harness/database.ts';
import { violations } from '../harness/invariants.ts';
import { type TemporaryFolder, temporaryFolder } from '../local/support/temporary-folder.ts';
import { asError, call, patch, scimError, USER } from './scim.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const ACME = 'urn:ietf:params:scim:schemas:extension:acme:2.0:User';
const TEAM = 'urn:example:acme:Team';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

let temporary: TemporaryFolder;
let extensions: string;
let server: LocalServer;

const start = async () => {
  server = await startLocalServer({
    port: 0,
    host: '127.0.0.1',
    data: join(temporary.path, 'data'),
    context: { 'scim:extensions': extensions, 'scim:logLevel': 'DEBUG' },
  });
};

beforeAll(async () => {
  temporary = await temporaryFolder();
  extensions = join(temporary.path, 'extensions');
  await cp(join(PROJECT, 'extensions', 'sample'), extensions, { recursive: true });
  await writeFile(
    join(extensions, 'acme-team.json'),
    JSON.stringify({
      id: TEAM,
      name: 'Team',
      description: 'What Acme knows of its groups.',
      extends: 'Group',
      attributes: [{ name: 'budget', type: 'decimal', description: 'What it may spend.', required: true }],
    }),
  );
  await start();
}, 120_000);

afterAll(async () => {
  await server?.stop();
  await temporary?.remove();
});

const scim = (method: string, path: string, body?: JsonObject) => call(server, method, path, body);

const create = async (userName: string, acme: JsonObject) => {
  const answer = await scim('POST', '/Users', { schemas: [USER, ACME], userName, [ACME]: acme });
  expect(answer).toMatchObject({ status: 201, body: { schemas: [USER, ACME] } });
  return answer.body;
};

const find = async (filter: string): Promise<readonly string[]> => {
  const { body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`);
  return body.Resources.map(({ userName }: { readonly userName: string }) => userName).sort();
};

/** How the last list was served. */
const plan = (): string => {
  const [line = ''] = server
    .logLines()
    .map(({ line: text }) => text)
    .filter((text) => text.includes('"list":{'))
    .slice(-1);
  return JSON.parse(line).list.plan;
};

const admin = (...args: readonly string[]) =>
  new Promise<{ exitCode: unknown; out: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], SCIM_DATA: join(temporary.path, 'data') };
    const entry = join(PROJECT, 'bin', 'admin.ts');
    execFile(process.execPath, [entry, ...args], { env }, (failure, out) =>
      resolve({ exitCode: failure?.code ?? 0, out }),
    );
  });

describe('the sample in the folder', () => {
  test('is served by /Schemas, with every characteristic, and named by its resource type', async () => {
    const { body } = await scim('GET', `/Schemas/${ACME}`);
    const declared = JSON.parse(await readFile(join(extensions, 'acme-user.json'), 'utf8'));
    expect(body).toMatchObject({ id: ACME, name: 'AcmeUser', meta: { resourceType: 'Schema' } });
    expect(body.attributes).toHaveLength(declared.attributes.length);
    expect(body.attributes).toContainEqual({
      name: 'payrollId',
      type: 'string',
      multiValued: false,
      description: "The user's number in payroll.",
      required: false,
      caseExact: true,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'server',
    });
    expect((await scim('GET', '/Schemas')).body.Resources.map(({ id }: JsonObject) => id)).toEqual(
      expect.arrayContaining([ACME, TEAM]),
    );
    expect((await scim('GET', '/ResourceTypes/User')).body.schemaExtensions).toContainEqual({
      schema: ACME,
      required: false,
    });
    expect((await scim('GET', '/ResourceTypes/Group')).body.schemaExtensions).toEqual([
      { schema: TEAM, required: false },
    ]);
  });

  test('holds in create, PATCH of both dialects, filter, sort and projection', async () => {
    const ada = await create('ada', {
      costCenterCode: 'CC-7',
      badges: [{ value: 'B1', type: 'office', primary: true }],
      hireDate: '2026-01-31T08:00:00Z',
      remote: false,
      clearanceLevel: 3,
      startPin: 'pin-4711',
    });
    await create('bob', { costCenterCode: 'CC-1' });
    expect(ada[ACME]).toEqual({
      costCenterCode: 'CC-7',
      badges: [{ value: 'B1', type: 'office', primary: true }],
      hireDate: '2026-01-31T08:00:00Z',
      remote: false,
    });
    const change = (...operations: JsonObject[]) => scim('PATCH', `/Users/${ada.id}`, patch(...operations));
    const changed = await change(
      { op: 'Replace', path: `${ACME}:remote`, value: 'True' },
      { op: 'Add', path: `${ACME}:badges[type eq "lab"].value`, value: 'B2' },
      { op: 'replace', value: { [`${ACME}:costCenterCode`]: 'cc-8' } },
    );
    expect(changed.body[ACME]).toMatchObject({
      costCenterCode: 'cc-8',
      badges: [
        { value: 'B1', type: 'office', primary: true },
        { value: 'B2', type: 'lab' },
      ],
      remote: true,
    });
    expect(await find(`${ACME}:costCenterCode eq "CC-8"`)).toEqual(['ada']);
    expect(plan()).toBe('entries');
    expect(await find(`${ACME}:badges[type eq "lab" and value eq "B2"]`)).toEqual(['ada']);
    expect(plan()).toBe('entries');
    expect(await find(`${ACME}:clearanceLevel ge 3`)).toEqual(['ada']);
    expect(plan()).toBe('walk');
    const sorted = await scim('GET', `/Users?sortBy=${ACME}:costCenterCode&attributes=userName`);
    expect(sorted.body.Resources.map(({ userName }: JsonObject) => userName)).toEqual(['bob', 'ada']);
    const { body } = await scim('GET', `/Users/${ada.id}?attributes=${ACME}:clearanceLevel`);
    expect(body[ACME]).toEqual({ clearanceLevel: 3 });
  });

  test('refuses what it does not allow, and changes nothing by it', async () => {
    const { id } = await create('cyd', { payrollId: 'P-1', hireDate: '2026-01-31T08:00:00Z' });
    const taken = await scim('POST', '/Users', {
      schemas: [USER],
      userName: 'dan',
      [`${ACME}:payrollId`]: 'P-1',
    });
    expect(asError(taken)).toEqual(scimError(409, 'uniqueness'));
    for (const [operation, scimType] of [
      [{ op: 'replace', path: `${ACME}:hireDate`, value: '2026-02-01T08:00:00Z' }, 'mutability'],
      [{ op: 'add', path: `${ACME}:clearanceLevel`, value: 'high' }, 'invalidValue'],
      [{ op: 'add', path: `${ACME}:shoeSize`, value: 42 }, 'invalidPath'],
    ] as const)
      expect(asError(await scim('PATCH', `/Users/${id}`, patch(operation)))).toEqual(
        scimError(400, scimType),
      );
    const put = { schemas: [USER, ACME], userName: 'cyd', [ACME]: { hireDate: '2026-02-01T08:00:00Z' } };
    expect(asError(await scim('PUT', `/Users/${id}`, put))).toEqual(scimError(400, 'mutability'));
    const team = { schemas: [GROUP, TEAM], displayName: 'Crew', [TEAM]: { budget: null } };
    expect((await scim('POST', '/Groups', team)).status).toBe(201);
    expect(asError(await scim('POST', '/Groups', { ...team, [TEAM]: { budget: 'much' } }))).toEqual(
      scimError(400, 'invalidValue'),
    );
    expect((await scim('GET', `/Users/${id}`)).body[ACME]).toEqual({
      payrollId: 'P-1',
      hireDate: '2026-01-31T08:00:00Z',
    });
  });

  test('keeps what is writeOnly, and tells nobody', async () => {
    const { id } = await create('eve', { startPin: 'pin-4711', remote: true });
    const put = await scim('PUT', `/Users/${id}`, {
      schemas: [USER, ACME],
      userName: 'eve',
      [ACME]: { remote: false },
    });
    for (const query of ['', `?attributes=${ACME}`, `?attributes=${ACME}:startPin`])
      expect(JSON.stringify((await scim('GET', `/Users/${id}${query}`)).body)).not.toContain('pin-4711');
    expect(put.body[ACME]).toEqual({ remote: false });
    expect(
      server
        .logLines()
        .map(({ line }) => line)
        .join(),
    ).not.toContain('pin-4711');
    const filtered = await scim(
      'GET',
      `/Users?filter=${encodeURIComponent(`${ACME}:startPin eq "pin-4711"`)}`,
    );
    expect(asError(filtered)).toEqual(scimError(400, 'invalidFilter'));
  });
});

describe('a change in the folder', () => {
  test('is deployed with the next start: an index that comes later is relied on once it is rebuilt', async () => {
    await create('flo', { costCenterCode: 'X', badges: [{ value: 'B7', type: 'lab' }] });
    await server.stop();

    const file = join(extensions, 'acme-user.json');
    const declared = JSON.parse(await readFile(file, 'utf8'));
    const badges = declared.attributes.find(({ name }: { name: string }) => name === 'badges');
    badges.subAttributes.find(({ name }: { name: string }) => name === 'type').indexed = true;
    declared.attributes.push({ name: 'desk', description: 'Where the user sits.' });
    await writeFile(file, JSON.stringify(declared));
    await start();

    const lab = `${ACME}:badges.type eq "LAB"`;
    const before = await find(lab);
    expect(before).toContain('flo');
    expect(plan()).toBe('walk');
    await create('gil', { desk: '2-17', badges: [{ value: 'B8', type: 'lab' }] });
    expect(await find(lab)).toEqual([...before, 'gil'].toSorted());

    // As if the functions of the last release had been gone for long.
    const client = clientOf(server.dynamodbEndpoint);
    await client.send(
      new UpdateCommand({
        TableName: server.tableName,
        Key: { pk: 'indexes', sk: 'User' },
        UpdateExpression: 'SET #indexes.#attribute.#at = :at',
        ExpressionAttributeNames: { '#indexes': 'indexes', '#attribute': `${ACME}:badges.type`, '#at': 'at' },
        ExpressionAttributeValues: { ':at': '2026-01-01T00:00:00.000Z' },
      }),
    );
    const { exitCode, out } = await admin('reindex', 'local');
    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: expect.stringMatching(
        /^These indexes are complete now:\n {2}.*:badges\.type\n\d+ resources were read, \d+ rewritten\.\n$/,
      ),
    });
    expect(await find(lab)).toEqual([...before, 'gil'].toSorted());
    expect(plan()).toBe('entries');
    expect((await admin('reindex', 'local')).out).toBe('Every index is complete already.\n');
    const trail = server.logLines().filter(({ line }) => line.includes('"operation":"reindex"'));
    expect(trail).toHaveLength(1);
    expect(trail[0]?.line).toContain('"tenant":"local","rewritten":');
    expect((await admin('fsck', 'local')).exitCode).toBe(0);
    expect(await violations(client, server.tableName, 'local')).toEqual([]);
    client.destroy();
  }, 120_000);

  test('that is wrong keeps the service from being built, and says what to write', async () => {
    const wrong = join(temporary.path, 'wrong');
    await mkdir(wrong);
    await writeFile(join(wrong, 'oops.json'), '{ "id": "acme" }');
    const context = { 'scim:extensions': wrong };
    await expect(startLocalServer({ port: 0, host: '127.0.0.1', data: ':memory:', context })).rejects.toThrow(
      /oops\.json: id is "acme": write a URN of/,
    );
  }, 60_000);
});
