/** HEAD, OPTIONS and DELETE (RFC 9110 §9.3). */
import { check, type Draft, NotOffered } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { scimJson } from '../../expect/matcher.ts';
import type { Answer } from '../../http/exchange.ts';
import type { Session } from '../../session.ts';
import { NOBODY } from '../../urns.ts';
import { textOf } from '../../values.ts';

const headOf = async (scim: Session, path: string): Promise<Answer> => {
  const answer = await scim.send('HEAD', path);
  if ([405, 501].includes(answer.status)) throw new NotOffered('HEAD');
  return answer;
};

const NO_BODY = { 'content-type': scimJson };

const allows = (name: string, path: string, methods: readonly string[]): Draft =>
  check(
    `options-${name}`,
    'RFC 9110 §9.3.7',
    `OPTIONS of ${path} tells by Allow of ${methods.join(', ')}`,
    async (scim) => {
      const patches = scim.capabilities.features.has('patch');
      const target = path.replace('{user}', (await scim.user()).id);
      const answer = await scim.send('OPTIONS', target);
      if ([404, 405, 501].includes(answer.status)) throw new NotOffered('OPTIONS');
      expectThat(answer, [200, 204].includes(answer.status), '200 or 204', String(answer.status));
      const allowed = textOf(answer.headers.allow ?? 'nothing');
      const missing = methods
        .filter((method) => patches || method !== 'PATCH')
        .filter((method) => !allowed.split(/\s*,\s*/).includes(method));
      expectThat(answer, missing.length === 0, `Allow: ${methods.join(', ')}`, allowed);
    },
  );

export const METHODS: readonly Draft[] = [
  check('head', 'RFC 9110 §9.3.2', 'HEAD of a user has the headers of GET and no body', async (scim) => {
    const user = await scim.user();
    const { headers } = await scim.get(user.path);
    const answer = await headOf(scim, user.path);
    const same = ['etag', 'location', 'content-location', 'vary'].map((name) => [
      name,
      headers[name] ?? null,
    ]);
    expectAnswer(answer, { status: 200, headers: { ...NO_BODY, ...Object.fromEntries(same) } });
  }),
  check('head-list', 'RFC 9110 §9.3.2', 'HEAD of a list is a 200 without a body', async (scim) =>
    expectAnswer(await headOf(scim, '/Users?count=1'), { status: 200, headers: NO_BODY }),
  ),
  check('head-missing', 'RFC 9110 §9.3.2', 'HEAD of nobody is a 404 without a body', async (scim) =>
    expectAnswer(await headOf(scim, `/Users/${NOBODY}`), { status: 404 }),
  ),
  check(
    'head-not-modified',
    'RFC 9110 §13.1.2',
    'HEAD is a 304 when If-None-Match has the version',
    async (scim) => {
      const user = await scim.user();
      const { etag = null } = (await headOf(scim, user.path)).headers;
      const answer = await scim.send('HEAD', user.path, { headers: { 'if-none-match': etag } });
      expectAnswer(answer, { status: 304, headers: { etag } });
    },
    { needs: ['etag'] },
  ),
  allows('users', '/Users', ['GET', 'POST']),
  allows('user', '/Users/{user}', ['GET', 'PUT', 'PATCH', 'DELETE']),
  allows('schemas', '/Schemas', ['GET']),
  check(
    'delete-with-body',
    'RFC 9110 §9.3.5',
    'a DELETE with a content type and no body is done',
    async (scim) => {
      const user = await scim.user();
      const answer = await scim.delete(user.path, { 'content-type': 'application/scim+json' });
      expectAnswer(answer, { status: 204 });
    },
  ),
];
