import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ScimResponse } from '../../lambda/http/request.ts';
import { notFound, ScimError, uniqueness } from '../../lambda/scim/error.ts';
import { AUTHORIZER, handle, type Sent } from './support.ts';

const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';
const ID = '0b9a4c1e-6f0d-4a55-9d8f-6f1d2c7f9a31';

beforeAll(() => {
  process.env['PUBLIC_URL'] = '';
});

const answering = (response: ScimResponse) => async () => response;
const failing = (error: unknown) => async () => Promise.reject(error);

/** What of an audit line tells who did what, and how it ended. */
const auditOf = (lines: readonly Record<string, unknown>[]) => lines.flatMap(({ audit }) => audit ?? []);

describe('a response', () => {
  test('is answered as application/scim+json', async () => {
    const response = { status: 201, headers: { ETag: 'W/"1"', Location: 'https://x/1' }, body: { id: '1' } };
    expect(await handle(answering(response), {})).toMatchObject({
      status: 201,
      headers: { ETag: 'W/"1"', Location: 'https://x/1', 'Content-Type': 'application/scim+json' },
      body: { id: '1' },
    });
  });

  test('without a body has none', async () => {
    expect(await handle(answering({ status: 204 }), {})).toMatchObject({ status: 204, body: undefined });
  });

  test.each([
    ['its bytes', 'ä'.repeat(3_100_000)],
    ['the escapes in it', '"'.repeat(1_600_000)],
  ])('that Lambda could not hand on for %s is refused', async (_, text) => {
    const body = { text };
    expect(await handle(answering({ status: 200, body }), {})).toMatchObject({
      status: 400,
      body: { scimType: 'tooMany', detail: expect.stringContaining('excludedAttributes') },
    });
  });
});

describe('an error', () => {
  test('that the client is told has the body and the headers of RFC 7644 §3.12', async () => {
    const error = new ScimError(405, 'this endpoint answers GET', undefined, { Allow: 'GET' });
    expect(await handle(failing(error), {})).toMatchObject({
      status: 405,
      headers: { Allow: 'GET', 'Content-Type': 'application/scim+json' },
      body: { schemas: [ERROR_SCHEMA], status: '405', detail: 'this endpoint answers GET' },
    });
    expect((await handle(failing(uniqueness('taken')), {})).body).toEqual({
      schemas: [ERROR_SCHEMA],
      status: '409',
      scimType: 'uniqueness',
      detail: 'taken',
    });
  });

  test.each<[string, unknown]>([
    ['a bug', new TypeError("cannot read 'Lovelace' of undefined")],
    ['an outage', Object.assign(new Error('of item\n    at Lovelace'), { item: 'Lovelace' })],
    ['no error at all', 'Lovelace'],
  ])('that is %s tells nothing', async (_, error) => {
    const { status, body, log, lines } = await handle(failing(error), {});
    expect({ status, body }).toEqual({
      status: 500,
      body: { schemas: [ERROR_SCHEMA], status: '500', detail: expect.stringContaining('l1') },
    });
    expect(log).not.toContain('Lovelace');
    expect(JSON.stringify(body)).not.toContain('Lovelace');
    expect(lines).toContainEqual(expect.objectContaining({ level: 'ERROR', message: 'unexpected error' }));
  });

  test('of an event that passed no authorizer is ours', async () => {
    expect((await handle(answering({ status: 200 }), { authorizer: {} })).status).toBe(500);
  });
});

describe('HEAD', () => {
  const response = { status: 200, headers: { ETag: 'W/"1"' }, body: { id: '1' } };

  test('is answered with the headers of GET and without a body', async () => {
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => handle(answering(response), { method })),
    );
    expect(head).toMatchObject({ status: 200, body: undefined });
    expect(head?.headers).toEqual(get?.headers);
  });

  test('has no body of an error either', async () => {
    expect(await handle(failing(notFound('x')), { method: 'HEAD' })).toMatchObject({
      status: 404,
      headers: { 'Content-Type': 'application/scim+json' },
      body: undefined,
    });
  });
});

describe('Accept', () => {
  const served: string[] = [];
  const serve = async () => {
    served.push('served');
    return { status: 200, body: {} };
  };

  test.each(['application/scim+json', 'application/json', '*/*', 'text/html, */*;q=0.1'])(
    'of %s is answered as application/scim+json',
    async (accept) => {
      expect(await handle(serve, { headers: { Accept: accept } })).toMatchObject({
        status: 200,
        headers: { 'Content-Type': 'application/scim+json' },
      });
    },
  );

  test.each(['text/html', 'application/scim+json;q=0'])(
    'of %s is a 406 before anything is done, told as application/scim+json all the same',
    async (accept) => {
      served.length = 0;
      const refused = await handle(serve, { method: 'DELETE', headers: { Accept: accept } });
      expect(refused).toMatchObject({
        status: 406,
        headers: { 'Content-Type': 'application/scim+json' },
        body: { schemas: [ERROR_SCHEMA], status: '406', detail: expect.stringContaining('Accept') },
      });
      expect(served).toEqual([]);
    },
  );
});

describe('the scope of a token', () => {
  const ok = answering({ status: 200, body: {} });
  const as = (scopes: string, method: string): Sent => ({
    method,
    authorizer: { ...AUTHORIZER, scopes },
  });

  test.each([
    ['provision', 'GET', 200],
    ['provision', 'POST', 200],
    ['provision read', 'DELETE', 200],
    ['read', 'GET', 200],
    ['read', 'HEAD', 200],
    ['read', 'OPTIONS', 200],
    ['read', 'POST', 403],
    ['read', 'PUT', 403],
    ['read', 'PATCH', 403],
    ['read', 'DELETE', 403],
    ['', 'GET', 403],
    ['reader', 'GET', 403],
    ['provisioning', 'POST', 403],
  ])('%j answers %s with %d', async (scopes, method, status) => {
    const handled = await handle(ok, as(scopes, method));
    expect(handled.status).toBe(status);
    if (status === 403) expect(handled.body).toMatchObject({ status: '403', detail: expect.any(String) });
  });
});

describe('a search by POST', () => {
  const ok = answering({ status: 200, body: {} });

  test.each<[Sent, number]>([
    [{ resource: '/.search' }, 200],
    [{ resource: '/v2/.search' }, 200],
    [{ resource: '/Users/{proxy+}', id: '.search' }, 200],
    [{ resource: '/Users/{proxy+}', id: 'x' }, 403],
    [{ resource: '/Bulk' }, 403],
    [{ resource: '/.search', id: 'x' }, 403],
  ])('is reading, which nothing else is: %j is %d', async (sent, status) => {
    const authorizer = { ...AUTHORIZER, scopes: 'read' };
    expect((await handle(ok, { ...sent, method: 'POST', authorizer })).status).toBe(status);
    if (status === 200) {
      expect((await handle(ok, { ...sent, method: 'PUT', authorizer })).status).toBe(403);
      expect(
        (await handle(ok, { ...sent, method: 'POST', authorizer: { ...AUTHORIZER, scopes: '' } })).status,
      ).toBe(403);
    }
  });
});

describe('the audit trail', () => {
  /** A request full of what is nobody's business. */
  const personal: Sent = {
    method: 'POST',
    query: { filter: ['userName eq "Lovelace"'] },
    headers: {
      Authorization: 'Bearer scim_Lovelace',
      'User-Agent': 'Lovelace',
      'Content-Type': 'application/json',
    },
    body: '{"userName":"Lovelace","password":"Lovelace"}',
  };
  const big = JSON.stringify({ userName: 'Lovelace'.repeat(600_000) });

  test.each<[string, Parameters<typeof handle>[0], Sent, object]>([
    [
      'that is answered',
      answering({ status: 200, body: { userName: 'Lovelace' } }),
      personal,
      { status: 200, dialect: 'other' },
    ],
    ['without an answer', answering({ status: 204 }), personal, { status: 204, dialect: 'other' }],
    [
      'that is refused',
      failing(uniqueness('Lovelace is taken')),
      personal,
      { status: 409, scimType: 'uniqueness', dialect: 'other' },
    ],
    [
      'that finds nothing',
      failing(notFound('no Lovelace')),
      { ...personal, id: 'Lovelace' },
      { status: 404, dialect: 'other' },
    ],
    ['that fails', failing(new Error('Lovelace')), personal, { status: 500, dialect: 'other' }],
    ['that is too large', answering({ status: 200 }), { ...personal, body: big }, { status: 413 }],
    [
      'that may not be made',
      answering({ status: 200 }),
      { ...personal, authorizer: { ...AUTHORIZER, scopes: 'read' } },
      { status: 403, dialect: 'other' },
    ],
    [
      'whose answer is too large',
      answering({ status: 200, body: { userName: big + big } }),
      personal,
      { status: 400, scimType: 'tooMany', dialect: 'other' },
    ],
  ])('has one line of a request %s, and no personal value or key', async (_, serve, sent, ends) => {
    const { lines, log } = await handle(serve, sent);
    expect(auditOf(lines)).toEqual([
      {
        tenant: 'contoso',
        token: 't1',
        request: 'r1',
        ip: '192.0.2.1',
        method: 'POST',
        resource: '/Users',
        milliseconds: expect.any(Number),
        ...ends,
      },
    ]);
    expect(log).not.toContain('Lovelace');
    expect(log).not.toContain(AUTHORIZER.cursorKey);
  });

  test('says which resource it was, from the path or of a new one from its location', async () => {
    const ids = async (serve: Parameters<typeof handle>[0], sent: Sent) =>
      auditOf((await handle(serve, sent)).lines).map((line) => (line as { id?: string }).id);
    const created = answering({ status: 201, headers: { Location: `https://x/scim/Users/${ID}` }, body: {} });
    expect(await ids(created, {})).toEqual([ID]);
    expect(await ids(answering({ status: 204 }), { id: ID, resource: '/Users/{proxy+}' })).toEqual([ID]);
    expect(await ids(failing(notFound('x')), { id: ID, resource: '/Users/{proxy+}' })).toEqual([ID]);
    expect(await ids(answering({ status: 200, body: {} }), { id: 'Lovelace' })).toEqual([undefined]);
  });

  test('says in which dialect the request was', async () => {
    const { lines } = await handle(answering({ status: 204 }), { query: { aadOptscim062020: [''] } });
    expect(auditOf(lines)).toEqual([expect.objectContaining({ dialect: 'entra-flag' })]);
  });
});
