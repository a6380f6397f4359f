import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type FakeAws, startFakeAws } from './aws.ts';
import { contoso } from './support.ts';

const ENTRY = fileURLToPath(new URL('../../bin/admin.ts', import.meta.url));

let aws: FakeAws;
let dataFolder: string;
let asked: { path: string; payload: unknown }[];

beforeAll(async () => {
  aws = await startFakeAws();
  dataFolder = await mkdtemp(join(tmpdir(), 'scim-admin-'));
});
afterAll(async () => {
  await aws.close();
  await rm(dataFolder, { recursive: true });
});
beforeEach(() => {
  asked = [];
  aws.answer = (path, payload) => {
    asked.push({ path, payload });
    return { ok: true, result: contoso };
  };
});

const describeServer = (awsEndpoint: string) =>
  writeFile(
    join(dataFolder, 'server.json'),
    JSON.stringify({
      tenantUrl: 'http://127.0.0.1:1/scim',
      awsEndpoint,
      adminFunctionName: 'Local-Admin',
      maintenanceFunctionName: 'Local-Maintenance',
    }),
  );

/** Runs `npm run admin -- …` as a process of its own. */
const admin = (line: string, env: Record<string, string> = {}) =>
  new Promise<{ exitCode: unknown; out: string; error: string }>((resolve) => {
    const environment = { PATH: process.env['PATH'], SCIM_DATA: dataFolder, ...env };
    execFile(process.execPath, [ENTRY, ...line.split(' ')], { env: environment }, (failure, out, error) =>
      resolve({ exitCode: failure?.code ?? 0, out, error }),
    );
  });

const invocationOf = (name: string) => `/2015-03-31/functions/${name}/invocations`;
const SHOW = { operation: 'tenants.show', tenant: 'contoso' };

describe('npm run admin', () => {
  test('asks the running local server', async () => {
    await describeServer(aws.url);
    const { exitCode, out } = await admin('tenants show --tenant contoso --json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual(contoso);
    expect(asked).toEqual([{ path: invocationOf('Local-Admin'), payload: SHOW }]);
  });

  test.each([
    ['--stack Production', 'Production-admin'],
    ['--function some-function', 'some-function'],
  ])('with %s asks the deployed function, with the AWS credentials that there are', async (option, name) => {
    const { exitCode } = await admin(`tenants show --tenant contoso ${option}`, {
      AWS_ENDPOINT_URL_LAMBDA: aws.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'key',
    });
    expect(exitCode).toBe(0);
    expect(asked).toEqual([{ path: invocationOf(name), payload: SHOW }]);
  });

  test("prints the service's own words when it refuses", async () => {
    await describeServer(aws.url);
    aws.answer = () => ({ ok: false, error: { code: 'notFound', message: 'there is no tenant contoso' } });
    expect(await admin('tenants show --tenant contoso')).toEqual({
      exitCode: 1,
      out: '',
      error: 'there is no tenant contoso (notFound)\n',
    });
  });

  test('says how to start a local server when none is running', async () => {
    await rm(join(dataFolder, 'server.json'), { force: true });
    const { exitCode, error } = await admin('tenants list');
    expect(exitCode).toBe(1);
    expect(error).toContain('Start one with: npm start');
  });

  test('says so too when it was ended without a farewell', async () => {
    const gone = await startFakeAws();
    await gone.close();
    await describeServer(gone.url);
    const { exitCode, error } = await admin('tenants list');
    expect(exitCode).toBe(1);
    expect(error).toContain('npm start');
  });

  test('ends with 2 when the command line is wrong', async () => {
    expect((await admin('tenants list --al')).exitCode).toBe(2);
  });
});
