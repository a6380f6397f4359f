import { isDeepStrictEqual } from 'node:util';
import { exchange, type Target } from '../../replay/client.ts';
import type { Exercise } from './exercise.ts';

interface Case {
  readonly what: string;
  readonly path: string;
  readonly method?: string;
  /** Of the token that is sent; no header at all where it gives null. */
  readonly authorization?: (token: string) => string | null;
  readonly status: number;
}

const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

const CASES: readonly Case[] = [
  { what: 'no token', path: '/Users', authorization: () => null, status: 401 },
  { what: 'not the form of a token', path: '/Users', authorization: () => 'Bearer x', status: 401 },
  { what: 'another scheme', path: '/Users', authorization: (token) => `Basic ${token}`, status: 401 },
  {
    what: 'a token whose checksum is wrong',
    path: '/Users',
    authorization: (token) => `Bearer ${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`,
    status: 401,
  },
  {
    what: 'a scheme in lower case',
    path: '/Users',
    authorization: (token) => `bearer ${token}`,
    status: 200,
  },
  { what: 'the base URL', path: '', status: 200 },
  { what: 'a search without a body', path: '/.search', method: 'POST', status: 400 },
  { what: 'a bulk without a body', path: '/v2/Bulk', method: 'POST', status: 400 },
  { what: 'no endpoint', path: '/Nothing', status: 404 },
  { what: 'no endpoint of v2', path: '/v2/Nothing/at/all', status: 404 },
  { what: 'an endpoint of v2', path: '/v2/Users', status: 200 },
  { what: 'a slash at the end', path: '/Users/', status: 200 },
  { what: 'a colon in a path', path: `/Schemas/${GROUP_SCHEMA}`, status: 200 },
  { what: 'its escape', path: `/Schemas/${encodeURIComponent(GROUP_SCHEMA)}`, status: 200 },
  { what: 'a method that is not served', path: '/Users', method: 'DELETE', status: 405 },
];

/** What API Gateway and the authorizer answer by themselves, and the paths that lead to a function. */
export const gatewayAnswers: Exercise = {
  title: 'Tokens, paths and gateway responses',
  run: async ({ openTenant }, note) => {
    const tenant = await openTenant();
    const differences: string[] = [];
    for (const each of CASES) {
      const actual = await answerTo(each, tenant);
      const expected = expectedOf(each);
      if (!isDeepStrictEqual(actual, expected)) {
        differences.push(`${each.what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
      }
    }
    if (differences.length > 0) throw new Error(differences.join('\n'));
    note(`${CASES.length} requests`);
  },
};

interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly challenge: string | undefined;
  /** What a SCIM error says of itself (RFC 7644 §3.12). */
  readonly errorStatus: string | undefined;
}

const answerTo = async (
  { path, method = 'GET', authorization = (token) => `Bearer ${token}` }: Case,
  tenant: Target,
): Promise<Answer> => {
  const answer = await exchange(tenant, method, path, { authorization: authorization(tenant.token) });
  return {
    status: answer.status,
    contentType: answer.headers['content-type'],
    challenge: answer.headers['www-authenticate'],
    errorStatus: answer.status < 400 ? undefined : JSON.parse(answer.text).status,
  };
};

const expectedOf = ({ status }: Case): Answer => ({
  status,
  contentType: 'application/scim+json',
  challenge: status === 401 ? 'Bearer' : undefined,
  errorStatus: status < 400 ? undefined : String(status),
});
