/**
 * Users that a server answers otherwise than they were sent: what is its own to say (RFC 7643 §3.1), and what can be
 * written in several ways (RFC 7643 §2).
 */
import type { JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import type { Template } from '../../expect/matcher.ts';
import { created, newBody } from '../../resource.ts';
import { NOBODY, USER } from '../../urns.ts';
import { objectOf, textOf } from '../../values.ts';
import { expectNow } from '../support.ts';

/** A user that a server answers otherwise than it was sent. */
const understood = (
  name: string,
  title: string,
  source: string,
  sent: (userName: string) => JsonObject,
  shown: (userName: string) => Readonly<Record<string, Template | undefined>>,
): Draft =>
  check(name, source, title, async (scim) => {
    const userName = `${scim.name('understood')}@example.com`;
    const body = sent(userName);
    const answer = await scim.post('/Users', body);
    expectAnswer(answer, {
      status: 201,
      body: newBody('User', { schemas: [USER], userName, active: true, ...shown(userName) }),
    });
    await expectNow(
      scim,
      created('User', { schemas: [USER], userName, active: true }, answer),
      shown(userName),
    );
  });

export const UNDERSTOOD: readonly Draft[] = [
  check('id-is-the-servers', 'RFC 7643 §3.1', 'an id that a client sends is ignored', async (scim) => {
    const user = await scim.user({ id: NOBODY });
    const answer = await scim.get(user.path);
    expectThat(answer, user.id !== NOBODY, 'an id of the server', user.id);
  }),
  check('ids-differ', 'RFC 7643 §3.1', 'two users have two ids', async (scim) => {
    const [one, other] = [await scim.user(), await scim.user()];
    expectThat(await scim.get(one.path), one.id !== other.id, 'two ids', one.id);
  }),
  check(
    'times',
    'RFC 7643 §3.1',
    'created and lastModified of a new user are the same instant',
    async (scim) => {
      const { body } = await scim.user();
      const { created: birth, lastModified } = objectOf(body['meta']);
      const answer = await scim.get('/ServiceProviderConfig');
      expectThat(
        answer,
        Date.parse(textOf(birth)) === Date.parse(textOf(lastModified)),
        `lastModified ${textOf(birth)}`,
        textOf(lastModified),
      );
    },
  ),
  understood(
    'meta-is-the-servers',
    'meta that a client sends is ignored',
    'RFC 7643 §3.1',
    (userName) => ({
      schemas: [USER],
      userName,
      active: true,
      meta: { resourceType: 'Robot', created: '1999-01-01T00:00:00Z', location: 'https://example.com/x' },
    }),
    () => ({}),
  ),
  understood(
    'groups-are-read-only',
    'groups that a client sends in a user are ignored',
    'RFC 7643 §4.1.2',
    (userName) => ({ schemas: [USER], userName, active: true, groups: [{ value: NOBODY }] }),
    () => ({}),
  ),
  understood(
    'names-in-any-case',
    'attribute names are understood in any case, and answered in that of the schema',
    'RFC 7643 §2.1',
    (userName) => ({
      SCHEMAS: [USER],
      USERNAME: userName,
      Active: true,
      displayname: 'Ada',
      NAME: { FAMILYNAME: 'Byron', givenname: 'Ada' },
    }),
    () => ({ displayName: 'Ada', name: { familyName: 'Byron', givenName: 'Ada' } }),
  ),
  understood(
    'null-is-no-value',
    'null and an empty list are no value',
    'RFC 7643 §2.5',
    (userName) => ({
      schemas: [USER],
      userName,
      active: true,
      nickName: null,
      emails: [],
      name: null,
      phoneNumbers: null,
    }),
    () => ({}),
  ),
];
