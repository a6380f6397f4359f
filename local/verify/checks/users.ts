/** Users: created, read and deleted (RFC 7644 §3.3, §3.4.1, §3.6). */
import type { JsonObject } from '../../json.ts';
import { check, type Draft, group } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { anything, entityTag, type Template } from '../expect/matcher.ts';
import { bodyOf, created, newBody } from '../resource.ts';
import type { Session } from '../session.ts';
import { ENTERPRISE, GROUP, NOBODY, PATCH, USER } from '../urns.ts';
import { objectOf, textOf } from '../values.ts';
import { expectError, expectList, expectNow } from './support.ts';

const CREATION = 'RFC 7644 §3.3';

/** A user with some of everything, after RFC 7643 §8.2. */
const full = (scim: Session): JsonObject => ({
  schemas: [USER],
  userName: `${scim.name('full')}@example.com`,
  externalId: scim.name('701984'),
  name: {
    formatted: 'Ms. Barbara J Jensen, III',
    familyName: 'Jensen',
    givenName: 'Barbara',
    middleName: 'Jane',
    honorificPrefix: 'Ms.',
    honorificSuffix: 'III',
  },
  displayName: 'Babs Jensen',
  nickName: 'Babs',
  profileUrl: 'https://login.example.com/bjensen',
  title: 'Tour Guide',
  userType: 'Employee',
  preferredLanguage: 'en-US',
  locale: 'en-US',
  timezone: 'America/Los_Angeles',
  active: true,
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  phoneNumbers: [
    { value: '555-555-5555', type: 'work' },
    { value: '555-555-4444', type: 'mobile' },
  ],
  ims: [{ value: 'someaimhandle', type: 'aim' }],
  photos: [
    { value: 'https://photos.example.com/profilephoto/72930000000Ccne/F', type: 'photo' },
    { value: 'https://photos.example.com/profilephoto/72930000000Ccne/T', type: 'thumbnail' },
  ],
  addresses: [
    {
      type: 'work',
      streetAddress: '100 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'US',
      formatted: '100 Universal City Plaza\nHollywood, CA 91608 USA',
    },
  ],
  entitlements: [{ value: 'reports' }],
  roles: [{ value: 'guide', display: 'Guide', type: 'job', primary: true }],
  x509Certificates: [{ value: 'MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAw' }],
});

const refused = (
  name: string,
  title: string,
  source: string,
  attributes: JsonObject,
  scimType: string,
): Draft =>
  check(name, source, title, async (scim) => {
    const body = { schemas: [USER], userName: `${scim.name('refused')}@example.com`, ...attributes };
    expectError(await scim.post('/Users', body), 400, scimType);
  });

const invalid = (name: string, title: string, attributes: JsonObject, source = 'RFC 7643 §2.3'): Draft =>
  refused(`invalid-${name}`, title, source, attributes, 'invalidValue');

const kept = (name: string, title: string, text: string): Draft =>
  check(`text-${name}`, 'RFC 7643 §2.3.1', `${title} in a text are kept as they are`, async (scim) => {
    const user = await scim.user({ displayName: text });
    await expectNow(scim, user, { displayName: text });
  });

const missing = (method: string, path: string, body?: JsonObject): Draft =>
  check(
    `missing-${method.toLowerCase()}${path.split('/')[1] === 'Groups' ? '-group' : ''}`,
    'RFC 7644 §3.12',
    `${method} of a ${path.split('/')[1] === 'Groups' ? 'group' : 'user'} that there is not is a 404`,
    async (scim) => expectError(await scim.send(method, path, body ? { body } : {}), 404),
    { needs: path.startsWith('/Groups') ? ['groups'] : [] },
  );

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

const PATCHED = { schemas: [PATCH], Operations: [{ op: 'replace', path: 'displayName', value: 'x' }] };

export const USERS = group(
  'users',
  'Users',
  ['users'],
  [
    check('create', CREATION, 'POST answers 201 with the whole user, and its Location', async (scim) => {
      const body = {
        schemas: [USER],
        userName: `${scim.name('new')}@example.com`,
        active: true,
        displayName: 'New',
      };
      const answer = await scim.post('/Users', body);
      expectAnswer(answer, { status: 201, body: newBody('User', body) });
    }),
    check('create-full', CREATION, 'a user with every attribute is kept as it was sent', async (scim) => {
      const body = full(scim);
      const answer = await scim.post('/Users', body);
      expectAnswer(answer, { status: 201, body: newBody('User', body) });
      await expectNow(scim, created('User', body, answer));
    }),
    check(
      'create-enterprise',
      'RFC 7643 §3.3, §4.3',
      'the enterprise extension is kept under its URN, which schemas names',
      async (scim) => {
        const sent = {
          schemas: [USER, ENTERPRISE],
          [ENTERPRISE]: {
            employeeNumber: '701984',
            costCenter: '4130',
            organization: 'Universal Studios',
            division: 'Theme Park',
            department: 'Tour Operations',
          },
        };
        await expectNow(scim, await scim.user(sent));
      },
      { needs: [{ attribute: 'department', of: 'EnterpriseUser' }] },
    ),
    check(
      'location',
      CREATION,
      'the Location of a new user is its meta.location, and absolute',
      async (scim) => {
        const user = await scim.user();
        const answer = await scim.get(user.path);
        expectThat(
          answer,
          /^https?:\/\/.+/.test(user.location) && user.location.endsWith(user.path),
          `an absolute URI that ends in ${user.path}`,
          user.location,
        );
      },
    ),
    check(
      'etag',
      'RFC 7644 §3.14',
      'a new user comes with its ETag',
      async (scim) => {
        const answer = await scim.post('/Users', {
          schemas: [USER],
          userName: `${scim.name('etag')}@example.com`,
        });
        expectAnswer(answer, { status: 201, headers: { etag: entityTag }, body: anything });
      },
      { needs: ['etag'] },
    ),
    check('get', 'RFC 7644 §3.4.1', 'GET answers the whole user', async (scim) =>
      expectNow(scim, await scim.user({ displayName: 'Ada', title: 'Countess' })),
    ),
    check('id-is-the-servers', 'RFC 7643 §3.1', 'an id that a client sends is ignored', async (scim) => {
      const user = await scim.user({ id: NOBODY });
      const answer = await scim.get(user.path);
      expectThat(answer, user.id !== NOBODY, 'an id of the server', user.id);
    }),
    check('ids-differ', 'RFC 7643 §3.1', 'two users have two ids', async (scim) => {
      const [one, other] = [await scim.user(), await scim.user()];
      expectThat(await scim.get(one.path), one.id !== other.id, 'two ids', one.id);
    }),
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
    check(
      'created-is-inactive',
      'RFC 7643 §4.1.1',
      'a user that is created inactive is inactive',
      async (scim) => expectNow(scim, await scim.user({ active: false })),
    ),
    check(
      'password-never-returned',
      'RFC 7643 §4.1.1',
      'a password is in no answer, whatever is asked for',
      async (scim) => {
        const password = 'c0rrect-Horse-battery';
        const user = await scim.user({ password });
        expectAnswer(await scim.get(user.path), { status: 200, body: bodyOf(user) });
        for (const query of [
          'attributes=password',
          'attributes=userName,password',
          'excludedAttributes=title',
        ]) {
          const answer = await scim.get(`${user.path}?${query}`);
          expectThat(answer, !answer.text.includes('assword'), 'no password', 'one');
        }
      },
      { needs: [{ attribute: 'password', of: 'User' }] },
    ),
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
    kept('other-scripts', 'letters of other scripts', 'Žofia 李小龍 Ελένη إبراهيم'),
    kept('emoji', 'characters beyond the basic plane', 'Ada 👩🏽‍💻 𝔸𝕕𝕒'),
    kept('quotes', 'quotes, backslashes and line breaks', 'a "quoted" \\ text\nof\ttwo lines'),
    kept('markup', 'marks of HTML', '<b>&amp;</b> \'"'),
    kept('spaces', 'spaces around and within', ' two  spaces '),
    kept('long', 'a thousand letters', 'é'.repeat(1_000)),
    refused(
      'no-user-name',
      'a user without userName is refused',
      'RFC 7643 §4.1.1',
      { userName: null },
      'invalidValue',
    ),
    invalid('user-name-number', 'a userName that is a number is refused', { userName: 12 }),
    invalid('user-name-list', 'a userName that is a list is refused', { userName: ['a', 'b'] }),
    invalid('active-word', 'a boolean that is a word is refused', { active: 'maybe' }),
    invalid('active-number', 'a boolean that is a number is refused', { active: 1 }),
    invalid('name-text', 'a text in the place of a complex attribute is refused', { name: 'Ada Byron' }),
    invalid('emails-text', 'a text in the place of a complex value is refused', {
      emails: ['ada@example.com'],
    }),
    invalid('text-object', 'an object in the place of a text is refused', { title: { value: 'x' } }),
    invalid(
      'two-primaries',
      'two primary values are refused',
      {
        emails: [
          { value: 'a@example.com', primary: true },
          { value: 'b@example.com', primary: true },
        ],
      },
      'RFC 7643 §2.4',
    ),
    invalid(
      'binary',
      'a binary that is no base64 is refused',
      { x509Certificates: [{ value: '***' }] },
      'RFC 7643 §2.3.6',
    ),
    refused(
      'no-schemas',
      'a user without schemas is refused',
      'RFC 7643 §3',
      { schemas: null },
      'invalidSyntax',
    ),
    refused(
      'other-schemas',
      'a user with the schemas of something else is refused',
      'RFC 7643 §3',
      { schemas: [GROUP] },
      'invalidSyntax',
    ),
    check('taken', CREATION, 'a userName that is taken is a 409 with uniqueness', async (scim) => {
      const { attributes } = await scim.user();
      expectError(await scim.post('/Users', attributes), 409, 'uniqueness');
    }),
    check(
      'taken-in-any-case',
      'RFC 7643 §4.1.1',
      'a userName that is taken is taken in any case',
      async (scim) => {
        const { attributes } = await scim.user();
        const userName = textOf(attributes['userName']).toUpperCase();
        expectError(await scim.post('/Users', { ...attributes, userName }), 409, 'uniqueness');
      },
    ),
    check(
      'taken-changes-nothing',
      CREATION,
      'a creation that is refused leaves the first user as it was',
      async (scim) => {
        const user = await scim.user({ displayName: 'First' });
        await scim.post('/Users', { ...user.attributes, displayName: 'Second' });
        await expectNow(scim, user);
      },
    ),
    check(
      'delete',
      'RFC 7644 §3.6',
      'DELETE answers 204 without a body, and the user is gone',
      async (scim) => {
        const user = await scim.user();
        expectAnswer(await scim.delete(user.path), { status: 204 });
        expectError(await scim.get(user.path), 404);
      },
    ),
    check('delete-twice', 'RFC 7644 §3.6', 'DELETE of a deleted user is a 404', async (scim) => {
      const user = await scim.user();
      await scim.delete(user.path);
      expectError(await scim.delete(user.path), 404);
    }),
    check(
      'deleted-put',
      'RFC 7644 §3.6',
      'PUT of a deleted user is a 404, and brings nobody back',
      async (scim) => {
        const user = await scim.user();
        await scim.delete(user.path);
        expectError(await scim.put(user.path, user.attributes), 404);
        expectError(await scim.get(user.path), 404);
      },
    ),
    check(
      'deleted-patch',
      'RFC 7644 §3.6',
      'PATCH of a deleted user is a 404',
      async (scim) => {
        const user = await scim.user();
        await scim.delete(user.path);
        expectError(await scim.patch(user.path, PATCHED.Operations), 404);
      },
      { needs: ['patch'] },
    ),
    check(
      'deleted-not-found',
      'RFC 7644 §3.6',
      'a deleted user is in no list',
      async (scim) => {
        const user = await scim.user();
        await scim.delete(user.path);
        expectList(
          await scim.list('/Users', { filter: `userName eq "${textOf(user.attributes['userName'])}"` }),
          [],
        );
      },
      { needs: ['filter'] },
    ),
    check(
      'deleted-name-is-free',
      'RFC 7644 §3.6',
      "a deleted user's name can be taken again",
      async (scim) => {
        const first = await scim.user();
        await scim.delete(first.path);
        const second = await scim.user({ userName: first.attributes['userName'] ?? '' });
        expectThat(await scim.get(second.path), second.id !== first.id, 'another id', second.id);
      },
    ),
    missing('GET', `/Users/${NOBODY}`),
    missing('DELETE', `/Users/${NOBODY}`),
    missing('PUT', `/Users/${NOBODY}`, { schemas: [USER], userName: 'nobody' }),
    { ...missing('PATCH', `/Users/${NOBODY}`, PATCHED), needs: ['patch'] },
    missing('GET', `/Groups/${NOBODY}`),
    missing('DELETE', `/Groups/${NOBODY}`),
    check(
      'id-of-another-type',
      'RFC 7644 §3.4.1',
      'the id of a user is no id of a group',
      async (scim) => {
        const user = await scim.user();
        expectError(await scim.get(`/Groups/${user.id}`), 404);
      },
      { needs: ['groups'] },
    ),
  ],
);
