/** The manners of HTTP (RFC 7644 §3.1, §3.8, RFC 9110). */
import { check, type Draft, group } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { anything, scimJson, wholeNumber } from '../expect/matcher.ts';
import { bodyOf, newBody } from '../resource.ts';
import { LIST, USER } from '../urns.ts';
import { expectNow } from './support.ts';

const MEDIA = 'RFC 7644 §3.1, §8.1';

const sent = (name: string, type: string): Draft =>
  check(
    `sent-as-${name}`,
    MEDIA,
    `a body of ${type} is taken, and answered as application/scim+json`,
    async (scim) => {
      const body = {
        schemas: [USER],
        userName: `${scim.name('media')}@example.com`,
        active: true,
        title: 'Žofia',
      };
      const answer = await scim.post('/Users', body, { 'content-type': type });
      expectAnswer(answer, {
        status: 201,
        headers: { 'content-type': scimJson },
        body: newBody('User', body),
      });
    },
  );

const accepted = (name: string, accept: string | null): Draft =>
  check(
    `accept-${name}`,
    'RFC 7644 §3.8',
    accept === null ? 'a request without Accept is answered' : `Accept: ${accept} is answered`,
    async (scim) => {
      const user = await scim.user();
      const answer = await scim.get(user.path, { accept });
      expectAnswer(answer, { status: 200, body: bodyOf(user) });
    },
  );

export const HTTP = group(
  'http',
  'HTTP',
  ['users'],
  [
    sent('scim', 'application/scim+json'),
    sent('scim-with-charset', 'application/scim+json; charset=utf-8'),
    sent('json', 'application/json'),
    sent('json-with-charset', 'application/json; charset=UTF-8'),
    sent('in-any-case', 'Application/SCIM+JSON'),
    accepted('scim', 'application/scim+json'),
    accepted('json', 'application/json'),
    accepted('any', '*/*'),
    accepted('list', 'text/html;q=0.5, application/scim+json, application/json;q=0.9'),
    accepted('none', null),
    check('list-media-type', MEDIA, 'a list is answered as application/scim+json', async (scim) =>
      expectAnswer(await scim.get('/Users?count=0'), {
        status: 200,
        headers: { 'content-type': scimJson },
        body: { schemas: [LIST], totalResults: wholeNumber, startIndex: 1, itemsPerPage: 0 },
      }),
    ),
    check(
      'scheme-in-any-case',
      'RFC 9110 §11.1',
      'the scheme of Authorization is taken in any case',
      async (scim) => {
        const user = await scim.user();
        for (const scheme of ['bearer', 'BEARER']) {
          const answer = await scim.get(user.path, { authorization: `${scheme} {token}` });
          expectAnswer(answer, { status: 200, body: bodyOf(user) });
        }
      },
    ),
    check('no-user-agent', 'Entra ID', 'a request without User-Agent is answered', async (scim) => {
      const user = await scim.user();
      expectAnswer(await scim.get(user.path, { 'user-agent': null }), { status: 200, body: bodyOf(user) });
    }),
    check('head', 'RFC 9110 §9.3.2', 'HEAD is answered as GET without a body, or is a 405', async (scim) => {
      const user = await scim.user();
      const answer = await scim.send('HEAD', user.path);
      expectThat(
        answer,
        (answer.status === 200 || answer.status === 405) && answer.text === '',
        '200 or 405 without a body',
        `${answer.status} ${answer.text}`,
      );
      if (answer.status === 405) expectThat(answer, Boolean(answer.headers.allow), 'Allow', 'none');
    }),
    check(
      'location-leads-there',
      'RFC 7644 §3.3',
      'the path of a Location is that of the user',
      async (scim) => {
        const user = await scim.user();
        const { pathname } = new URL(user.location);
        const answer = await scim.get(user.path);
        expectThat(
          answer,
          pathname.endsWith(`/Users/${user.id}`),
          `a path that ends in /Users/${user.id}`,
          pathname,
        );
      },
    ),
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
    check('encoded-id', 'RFC 3986 §6.2.2.2', 'an id may come percent-encoded', async (scim) => {
      const user = await scim.user();
      const encoded = user.id.replace(/^./, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
      expectAnswer(await scim.get(`/Users/${encoded}`), { status: 200, body: bodyOf(user) });
    }),
    check('large', 'RFC 7643 §2.4', 'a user of ten kilobytes is kept', async (scim) => {
      const user = await scim.user({ displayName: 'x'.repeat(1_000), title: 'y'.repeat(10_000) });
      await expectNow(scim, user);
    }),
    check(
      'escapes',
      'RFC 8259 §7',
      'a body with escapes of JSON is the same as one without',
      async (scim) => {
        const userName = `${scim.name('escaped')}@example.com`;
        const body = `{"schemas":["${USER}"],"userName":"${userName}","active":true,"title":"\\u017dofia \\ud83d\\ude00"}`;
        const answer = await scim.post('/Users', body);
        expectAnswer(answer, {
          status: 201,
          body: newBody('User', { schemas: [USER], userName, active: true, title: 'Žofia 😀' }),
        });
      },
    ),
    check(
      'plus-in-query',
      'RFC 3986 §3.4',
      'a plus that is encoded is a plus',
      async (scim) => {
        const userName = `${scim.name('a+b')}@example.com`;
        const user = await scim.user({ userName });
        const filter = `userName eq "${userName}"`;
        const answer = await scim.get(`/Users?filter=${encodeURIComponent(filter)}`);
        expectAnswer(answer, {
          status: 200,
          body: {
            schemas: [LIST],
            totalResults: 1,
            startIndex: anything,
            itemsPerPage: anything,
            Resources: [bodyOf(user)],
          },
        });
      },
      { needs: ['filter'] },
    ),
    check(
      'space-as-plus',
      'Entra ID',
      'a plus in a query is a space',
      async (scim) => {
        const userName = `${scim.name('form')}@example.com`;
        const user = await scim.user({ userName });
        const answer = await scim.get(`/Users?filter=userName+eq+%22${encodeURIComponent(userName)}%22`);
        expectAnswer(answer, {
          status: 200,
          body: {
            schemas: [LIST],
            totalResults: 1,
            startIndex: anything,
            itemsPerPage: anything,
            Resources: [bodyOf(user)],
          },
        });
      },
      { needs: ['filter'] },
    ),
  ],
);
