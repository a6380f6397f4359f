/** What the page answers to, and to whom; the API beside it stays as it is. */
import { once } from 'node:events';
import { type Server, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Gateway } from '../../../local/api-gateway/gateway.ts';
import { gatewayServer } from '../../../local/api-gateway/http.ts';
import type { GatewayRequest } from '../../../local/api-gateway/message.ts';
import { closeServer, listen, portOf } from '../../../local/network.ts';
import { localPage } from '../../../local/page/page.ts';

const TOKEN = 'scim_local_token';

let server: Server;
let boundTo: string;
let asked: GatewayRequest[];
let exchanges: number;
let failures: unknown[];

/** Answers everything with the request's path. */
const echo: Gateway = {
  answer: async (request) => {
    if (request.path === '/scim/failing') throw new Error('a fault');
    asked.push(request);
    return { status: 418, headers: [['Content-Type', 'application/scim+json']], body: request.path };
  },
  refuse: () => ({ status: 413, headers: [], body: '' }),
};

beforeEach(async () => {
  boundTo = '127.0.0.1';
  asked = [];
  exchanges = 0;
  failures = [];
  const page = localPage({
    boundTo: () => boundTo,
    subject: Promise.resolve({
      tenantUrl: 'http://127.0.0.1:8787/scim',
      token: TOKEN,
      answer: echo.answer,
    }),
    failed: (error) => failures.push(error),
  });
  server = gatewayServer({
    gateway: Promise.resolve(page.watched(echo)),
    beside: page.serve,
    answered: () => {
      exchanges += 1;
    },
    failed: (error) => failures.push(error),
  });
  await listen(server, 0, '127.0.0.1');
});

afterEach(() => closeServer(server));

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Without the headers that `fetch` insists on. */
const ask = async (path: string, { method = 'GET', headers = {} }: Sent = {}) => {
  const request = send({ port: portOf(server), host: '127.0.0.1', path, method, headers });
  request.end();
  const [response] = await once(request, 'response');
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
};

/** The first event of the stream. */
const firstEvent = async (): Promise<string> => {
  const request = send({ port: portOf(server), host: '127.0.0.1', path: '/page/events' });
  request.end();
  const [response] = await once(request, 'response');
  const [chunk] = await once(response, 'data');
  request.destroy();
  return String(chunk);
};

describe('the page', () => {
  test('is at the root, and all of its files are there', async () => {
    const { status, headers, body } = await ask('/');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const files = [...body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
    const scripts = new Set(files);
    for (const file of scripts) {
      const answer = await ask(file);
      expect([file, answer.status]).toEqual([file, 200]);
      for (const [, name] of answer.body.matchAll(/from '\.\/([^']+)'/g)) scripts.add(`/page/${name}`);
    }
    expect([...scripts]).toContain('/page/stream.js');
  });

  test.each([
    '/',
    '/page/style.css',
    '/page/main.js',
    '/page/connection',
    '/page/scim/Users',
    '/page/events',
  ])('lets the browser run, load and embed nothing else: %s', async (path) => {
    const request = send({ port: portOf(server), host: '127.0.0.1', path });
    request.end();
    const [{ headers }] = await once(request, 'response');
    request.destroy();
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('knows Tenant URL and token', async () => {
    const { body } = await ask('/page/connection');
    expect(JSON.parse(body)).toEqual({ tenantUrl: 'http://127.0.0.1:8787/scim', token: TOKEN });
  });

  test('reads through the service, as a client with the token does', async () => {
    const { status, body } = await ask('/page/scim/Users/7?filter=a%2Bb?c&count=1');
    expect([status, JSON.parse(body)]).toEqual([200, { status: 418, body: '/scim/Users/7' }]);
    expect(asked).toMatchObject([{ method: 'GET', query: 'filter=a%2Bb?c&count=1', body: Buffer.alloc(0) }]);
    expect(asked[0]?.headers).toEqual([
      ['Host', `127.0.0.1:${portOf(server)}`],
      ['Authorization', `Bearer ${TOKEN}`],
    ]);
  });

  test('says that it has failed, and not why', async () => {
    const { status, body } = await ask('/page/scim/failing');
    expect([status, body]).toEqual([500, 'The page has failed.']);
    expect(failures).toHaveLength(1);
  });

  test('streams what the API was asked, and not what the page reads itself', async () => {
    await ask('/page/scim/Users');
    await ask('/scim/Groups');
    const event = await firstEvent();
    expect(event).toContain('"target":"/scim/Groups"');
    expect(event).not.toContain('/scim/Users');
    expect(exchanges).toBe(1);
  });

  test('streams to a number of windows, and tells the next one', async () => {
    const requests = Array.from({ length: 20 }, () =>
      send({ port: portOf(server), host: '127.0.0.1', path: '/page/events' }),
    );
    await Promise.all(
      requests.map((request) => {
        request.end();
        return once(request, 'response');
      }),
    );
    expect((await ask('/page/events')).status).toBe(503);
    for (const request of requests) request.destroy();
  });
});

describe('the API has what is not for the page', () => {
  test.each([
    ['another path', '/other', {}],
    ['a file that is none of the page', '/page/../server.ts', {}],
    ['the source of the page', '/page/page-routes.ts', {}],
    ['another method', '/', { method: 'POST' }],
    ['a write', '/page/scim/Users', { method: 'POST' }],
    ['a name that somebody points at this machine', '/', { headers: { host: 'rebound.example:8787' } }],
    ['the token, by such a name', '/page/connection', { headers: { host: 'rebound.example' } }],
    ['the stream, by such a name', '/page/events', { headers: { host: 'rebound.example' } }],
    ['what a tunnel hands on', '/', { headers: { host: 'localhost', 'x-forwarded-for': '192.0.2.7' } }],
  ])('%s', async (_, path, sent) => {
    expect(await ask(path, sent)).toMatchObject({ status: 418, body: path });
    expect(exchanges).toBe(1);
  });

  test('everything, when other machines reach the server too', async () => {
    boundTo = '0.0.0.0';
    expect(await ask('/')).toMatchObject({ status: 418, body: '/' });
    expect(await ask('/page/connection')).toMatchObject({ status: 418 });
  });
});
