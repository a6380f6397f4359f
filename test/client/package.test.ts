import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildClient } from '../../client/build.ts';
import { type LocalServer, startLocalServer } from '../../local/server.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

/** A backend that has the package installed, and no part of this repo. */
const BACKEND = `
import { LambdaClient } from '@aws-sdk/client-lambda';
import { AdminError, adminClient } from 'scim-on-aws-client';

const [endpoint = '', functionName = ''] = process.argv.slice(2);
const lambda = new LambdaClient({ endpoint });
const scim = adminClient({ lambda, functionName });

const tenant = await scim.invoke('tenants.create', { name: 'Contoso', id: 'contoso' });
const { token, expires } = await scim.invoke('tokens.create', { tenant: tenant.id, label: 'Entra' });
const text: string = token;
for await (const { id } of scim.tenants()) console.log(id);
console.log(text.slice(0, 5), expires.length);
// @ts-expect-error a name is required
const refused = await scim.invoke('tenants.create', {}).catch((error: unknown) => error);
if (refused instanceof AdminError) console.log(refused.code);
// @ts-expect-error only the command line deletes a tenant, in steps of two functions
const deleted: Parameters<typeof scim.invoke>[0] = 'tenants.forget';
console.log(deleted);
lambda.destroy();
`;

let folder: string;
let server: LocalServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backend-'));
  await buildClient(join(folder, 'node_modules/scim-on-aws-client'));
  // What they need themselves they find where they really are; of anything else the package may need nothing.
  for (const installed of ['@aws-sdk/client-lambda', '@types/node']) {
    await mkdir(join(folder, 'node_modules', dirname(installed)), { recursive: true });
    await symlink(join(ROOT, 'node_modules', installed), join(folder, 'node_modules', installed));
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'backend.ts'), BACKEND);
  server = await startLocalServer({ port: 0, host: '127.0.0.1', data: ':memory:' });
}, 60_000);

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a backend is checked against the types of the package', async () => {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = ['--module', 'nodenext', '--strict', '--target', 'esnext', '--noEmit', '--types', 'node'];
  await run(process.execPath, [tsc, ...options, 'backend.ts'], { cwd: folder }).catch(
    ({ stdout }: { readonly stdout: string }) => expect(stdout).toBe(''),
  );
}, 60_000);

test('a backend makes tenants and tokens with it, and is told what is refused', async () => {
  const aws = { AWS_REGION: 'local', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const { stdout } = await run(process.execPath, ['backend.ts', server.aws.url, server.adminFunctionName], {
    cwd: folder,
    env: { ...process.env, ...aws },
  });
  expect(stdout.trim().split('\n')).toEqual([
    'contoso',
    'local',
    'scim_ 24',
    'invalidRequest',
    'tenants.forget',
  ]);
}, 60_000);
