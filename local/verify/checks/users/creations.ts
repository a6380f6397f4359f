/** Users that are created and read (RFC 7644 §3.3, §3.4.1). */
import type { JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything, entityTag } from '../../expect/matcher.ts';
import { bodyOf, created, newBody } from '../../resource.ts';
import type { Session } from '../../session.ts';
import { ENTERPRISE, USER } from '../../urns.ts';
import { expectNow } from '../support.ts';

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

export const CREATIONS: readonly Draft[] = [
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
];
