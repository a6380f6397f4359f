/** A client that is generated from the document, against the whole service. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Target } from '../../local/replay/client.ts';
import { call, createGroup, createUser, USER } from '../e2e/scim.ts';
import { type Service, startService } from '../e2e/service.ts';
import { problemsOf } from './conformance.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const LIMIT_MS = 120_000;
const run = promisify(execFile);

let service: Service;
let folder: string;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'scim-client-'));
  await cp(join(import.meta.dirname, 'client'), folder, { recursive: true });
  await symlink(await realpath(join(PROJECT, 'node_modules')), join(folder, 'node_modules'));
}, LIMIT_MS);

afterAll(async () => {
  await service?.close();
  await rm(folder, { recursive: true, force: true });
});

test(
  'is generated, has the types that a program needs, and creates, finds, changes and deletes a user',
  async () => {
    const bin = (name: string) => join(folder, 'node_modules', '.bin', name);
    await run(bin('oazapfts'), [join(PROJECT, 'docs', 'openapi.json'), join(folder, 'generated.ts')]);
    await run(bin('tsc'), ['--project', folder]).catch(({ stdout }) => {
      throw new Error(stdout);
    });
    const { tenantUrl, token } = await service.openTenant();
    const env = { ...process.env, TENANT_URL: tenantUrl, TOKEN: token };
    const { stdout } = await run(process.execPath, [join(folder, 'program.ts')], { env });
    expect(JSON.parse(stdout)).toEqual({
      sortable: true,
      department: 'Sales',
      names: ['josefina.quintaneiro@contoso.com'],
      active: false,
      refused: 'uniqueness',
      deleted: 204,
      gone: 404,
    });
  },
  LIMIT_MS,
);

describe('an answer of the service is what the document says', () => {
  let target: Target;
  let id: string;

  beforeAll(async () => {
    target = await service.openTenant();
    id = await createUser(target, 'josefina.quintaneiro@contoso.com');
    await createGroup(target, 'Sales EMEA', [id]);
  });

  test.each([
    ['User', 'GET /Users/{id}'],
    ['User', 'GET /Users/{id}?attributes=title'],
    ['UserList', 'GET /Users'],
    ['UserList', 'GET /Users?cursor&count=0'],
    ['GroupList', 'GET /Groups'],
    ['ServiceProviderConfig', 'GET /ServiceProviderConfig'],
    ['ResourceTypeList', 'GET /ResourceTypes'],
    ['ResourceType', 'GET /ResourceTypes/User'],
    ['SchemaList', 'GET /Schemas'],
    ['Schema', `GET /Schemas/${USER}`],
    ['ScimError', 'GET /Users/nobody'],
    ['ScimError', 'GET /Users?filter=x'],
    ['ScimError', 'DELETE /Users'],
  ])('%s: %s', async (schema, send) => {
    const [method = '', path = ''] = send.replace('{id}', id).split(' ');
    const { body } = await call(target, method, path);
    expect(problemsOf(schema, body)).toEqual([]);
  });
});
