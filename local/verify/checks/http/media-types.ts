/** What bodies and answers are written in (RFC 7644 §3.1, §3.8, §8.1). */
import { check, type Draft, NotOffered } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import { scimJson, wholeNumber } from '../../expect/matcher.ts';
import { bodyOf, newBody } from '../../resource.ts';
import { LIST, USER } from '../../urns.ts';
import { expectError, expectNow } from '../support.ts';

const MEDIA = 'RFC 7644 §3.1, §8.1';

const sent = (name: string, type: string | null): Draft =>
  check(
    `sent-as-${name}`,
    MEDIA,
    `a body ${type === null ? 'without Content-Type' : `of ${type}`} is taken, and answered as application/scim+json`,
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

const notAccepted = (name: string, accept: string): Draft =>
  check(
    `accept-not-${name}`,
    'RFC 9110 §15.5.7',
    `Accept: ${accept} is a 406, and nothing is done`,
    async (scim) => {
      const user = await scim.user();
      const answer = await scim.put(user.path, { ...user.attributes, title: 'Lead' }, { accept });
      if (answer.status === 200) throw new NotOffered('heeding Accept');
      expectError(answer, 406);
      await expectNow(scim, user);
    },
  );

export const MEDIA_TYPES: readonly Draft[] = [
  sent('scim', 'application/scim+json'),
  sent('scim-with-charset', 'application/scim+json; charset=utf-8'),
  sent('json', 'application/json'),
  sent('json-with-charset', 'application/json; charset=UTF-8'),
  sent('in-any-case', 'Application/SCIM+JSON'),
  accepted('scim', 'application/scim+json'),
  accepted('json', 'application/json'),
  accepted('json-with-parameter', 'application/json; charset=utf-8'),
  accepted('application', 'application/*'),
  accepted('any', '*/*'),
  accepted('list', 'text/html;q=0.5, application/scim+json, application/json;q=0.9'),
  accepted('last-of-a-list', 'text/html, application/xml;q=0.9, */*;q=0.1'),
  accepted('none', null),
  notAccepted('html', 'text/html'),
  notAccepted('refused', 'application/scim+json;q=0'),
  check('list-media-type', MEDIA, 'a list is answered as application/scim+json', async (scim) =>
    expectAnswer(await scim.get('/Users?count=0'), {
      status: 200,
      headers: { 'content-type': scimJson },
      body: { schemas: [LIST], totalResults: wholeNumber, startIndex: 1, itemsPerPage: 0 },
    }),
  ),
  check('escapes', 'RFC 8259 §7', 'a body with escapes of JSON is the same as one without', async (scim) => {
    const userName = `${scim.name('escaped')}@example.com`;
    const body = `{"schemas":["${USER}"],"userName":"${userName}","active":true,"title":"\\u017dofia \\ud83d\\ude00"}`;
    const answer = await scim.post('/Users', body);
    expectAnswer(answer, {
      status: 201,
      body: newBody('User', { schemas: [USER], userName, active: true, title: 'Žofia 😀' }),
    });
  }),
  check('large', 'RFC 7643 §2.4', 'a user of ten kilobytes is kept', async (scim) => {
    const user = await scim.user({ displayName: 'x'.repeat(1_000), title: 'y'.repeat(10_000) });
    await expectNow(scim, user);
  }),
];
