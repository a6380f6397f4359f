import { beforeEach, describe, expect, test } from '@jest/globals';
import { localCredentials } from '../../local/credentials.ts';
import { type DataFolder, IN_MEMORY, openDataFolder } from '../../local/data-folder.ts';
import type { Json } from '../../local/json.ts';
import type { Outcome } from '../../local/lambda/function.ts';
import { apiDefinition } from './support/api-definition.ts';

/** A service with its tenants and tokens, as far as its admin function and its authorizer show them. */
class Service {
  readonly tenants = new Set<string>();
  readonly tokens = new Set<string>();
  outage: string | undefined;

  readonly invoke = (functionName: string, payload: string): Promise<Outcome> =>
    Promise.resolve(functionName === 'admin' ? this.#admin(JSON.parse(payload)) : this.#authorize(payload));

  #admin(request: { readonly operation: string; readonly id?: string; readonly tenant?: string }): Outcome {
    const { operation, id = '', tenant = '' } = request;
    if (operation === 'tenants.create') {
      this.tenants.add(id);
      return answered({ ok: true, result: { id } });
    }
    if (!this.tenants.has(tenant))
      return answered({ ok: false, error: { code: 'notFound', message: 'no tenant' } });
    if (operation === 'tenants.show') return answered({ ok: true, result: { id: tenant } });
    const token = `token-${this.tokens.size + 1}`;
    this.tokens.add(token);
    return answered({ ok: true, result: { token } });
  }

  #authorize(payload: string): Outcome {
    const token = /"Bearer (.*?)"/.exec(payload)?.[1] ?? '';
    const errorMessage = this.outage ?? (this.tokens.has(token) ? undefined : 'Unauthorized');
    return errorMessage === undefined
      ? answered({})
      : { kind: 'failed', error: { errorType: 'Error', errorMessage } };
  }
}

const answered = (value: Json): Outcome => ({ kind: 'returned', payload: JSON.stringify(value) });

let data: DataFolder;
let service: Service;

beforeEach(async () => {
  data = await openDataFolder(IN_MEMORY);
  service = new Service();
});

const credentials = () =>
  localCredentials({ data, invoke: service.invoke, api: apiDefinition(), adminFunctionName: 'admin' });

test('the first start makes the tenant "local" and a token of it', async () => {
  expect(await credentials()).toEqual({ tenantId: 'local', token: 'token-1' });
  expect([...service.tenants]).toEqual(['local']);
});

test('the next start has the same', async () => {
  await credentials();
  expect(await credentials()).toEqual({ tenantId: 'local', token: 'token-1' });
  expect(service.tokens.size).toBe(1);
});

describe('a token that the service does not know any more is replaced', () => {
  test('in the same tenant, where that is still there', async () => {
    await credentials();
    service.tokens.delete('token-1');
    service.tokens.add('of somebody else');
    expect(await credentials()).toEqual({ tenantId: 'local', token: 'token-2' });
  });

  test('in a new one, when the database is another', async () => {
    await credentials();
    service = new Service();
    expect(await credentials()).toEqual({ tenantId: 'local', token: 'token-1' });
    expect([...service.tenants]).toEqual(['local']);
  });
});

test('an authorizer that fails is no reason to make a new token', async () => {
  await credentials();
  service.outage = 'the database is down';
  await expect(credentials()).rejects.toThrow('the authorizer failed: the database is down');
  expect(service.tokens.size).toBe(1);
});
