import { isDeepStrictEqual } from 'node:util';
import { exchange, type RawAnswer, type Target } from '../../replay/client.ts';
import type { Exercise } from './exercise.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const BODY = JSON.stringify({ schemas: [USER], userName: 'zoë@example.com' });
const SCIM_JSON = { 'content-type': 'application/scim+json; charset=utf-8', accept: '*/*' };

interface Case {
  readonly what: string;
  readonly send: (target: Target) => Promise<RawAnswer>;
  readonly shown: (answer: RawAnswer) => unknown;
  readonly expected: unknown;
}

const status = ({ status: code }: RawAnswer): unknown => code;

const CASES: readonly Case[] = [
  {
    what: 'a body in UTF-8',
    send: (target) => exchange(target, 'POST', '/Users', SCIM_JSON, BODY),
    shown: ({ text }) => JSON.parse(text).userName,
    expected: 'zoë@example.com',
  },
  {
    what: 'a body that is not in UTF-8',
    send: (target) => exchange(target, 'POST', '/Users', SCIM_JSON, Buffer.from(BODY, 'latin1')),
    shown: ({ text }) => JSON.parse(text).scimType,
    expected: 'invalidSyntax',
  },
  {
    what: 'a body in gzip',
    send: (target) => exchange(target, 'POST', '/Users', { ...SCIM_JSON, 'content-encoding': 'gzip' }, BODY),
    shown: status,
    expected: 415,
  },
  {
    what: 'an answer in gzip',
    send: (target) => exchange(target, 'GET', '/Schemas', { accept: '*/*', 'accept-encoding': 'gzip' }),
    shown: ({ headers, text }) => [headers['content-encoding'], headers.vary, JSON.parse(text).totalResults],
    expected: ['gzip', 'Accept-Encoding', 6],
  },
  {
    what: 'HEAD',
    send: (target) => exchange(target, 'HEAD', '/Schemas'),
    shown: ({ status: code, text }) => [code, text],
    expected: [200, ''],
  },
  {
    what: 'OPTIONS',
    send: (target) => exchange(target, 'OPTIONS', '/Users'),
    shown: ({ status: code, headers }) => [code, headers.allow],
    expected: [204, 'GET, POST, HEAD, OPTIONS'],
  },
];

/** Bodies pass API Gateway as bytes, both ways, and so do methods that have none. */
export const bytes: Exercise = {
  title: 'Bodies as bytes, HEAD and OPTIONS',
  run: async ({ openTenant }, note) => {
    const tenant = await openTenant();
    const differences: string[] = [];
    for (const { what, send, shown, expected } of CASES) {
      const actual = shown(await send(tenant));
      if (!isDeepStrictEqual(actual, expected)) {
        differences.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
      }
    }
    if (differences.length > 0) throw new Error(differences.join('\n'));
    note(`${CASES.length} requests`);
  },
};
