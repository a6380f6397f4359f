/** PUT (RFC 7644 §3.5.1). */
import type { Json, JsonObject } from '../../json.ts';
import { check, type Draft, group } from '../check.ts';
import { expectAnswer } from '../expect/answer.ts';
import type { Template } from '../expect/matcher.ts';
import { bodyOf, type Resource } from '../resource.ts';
import { ENTERPRISE, NOBODY, USER } from '../urns.ts';
import { textOf } from '../values.ts';
import { expectError, expectNow } from './support.ts';

const PUT = 'RFC 7644 §3.5.1';

const BEFORE: JsonObject = {
  schemas: [USER],
  displayName: 'Ada',
  title: 'Countess',
  name: { familyName: 'Byron', givenName: 'Ada' },
  emails: [{ value: 'ada@example.com', type: 'work', primary: true }],
};

/** What is left of the user after a PUT of its name and these. */
const replaced = (
  name: string,
  title: string,
  sent: JsonObject,
  shown: Readonly<Record<string, Template | undefined>>,
  needs: Draft['needs'] = [],
): Draft =>
  check(
    name,
    PUT,
    title,
    async (scim) => {
      const user = await scim.user(BEFORE);
      const answer = await scim.put(user.path, minimal(user, sent));
      const after = { ...NOTHING, ...shown };
      expectAnswer(answer, { status: 200, body: bodyOf(user, after) });
      await expectNow(scim, user, after);
    },
    { needs },
  );

const NOTHING = { displayName: undefined, title: undefined, name: undefined, emails: undefined };

const minimal = ({ attributes }: Resource, more: JsonObject = {}): JsonObject => ({
  schemas: [USER],
  userName: attributes['userName'] ?? null,
  active: true,
  ...more,
});

const refused = (name: string, title: string, sent: JsonObject, scimType: string): Draft =>
  check(name, PUT, title, async (scim) => {
    const user = await scim.user(BEFORE);
    expectError(await scim.put(user.path, minimal(user, sent)), 400, scimType);
    await expectNow(scim, user);
  });

const text = (value: Json | undefined): string => textOf(value);

export const PUTS = group(
  'put',
  'PUT',
  ['users'],
  [
    replaced(
      'replaces',
      'a PUT replaces the whole user',
      { displayName: 'Augusta' },
      { displayName: 'Augusta' },
    ),
    replaced('removes', 'what a PUT leaves out is gone', {}, {}),
    replaced('null', 'what a PUT sends as null is gone', { title: null, emails: [] }, {}),
    replaced(
      'lists',
      'a PUT replaces a list as a whole',
      { emails: [{ value: 'b@example.com', type: 'home' }] },
      {
        emails: [{ value: 'b@example.com', type: 'home' }],
      },
    ),
    replaced(
      'complex',
      'a PUT replaces a complex attribute as a whole',
      { name: { givenName: 'Augusta' } },
      {
        name: { givenName: 'Augusta' },
      },
    ),
    replaced('inactive', 'a PUT disables a user', { active: false }, { active: false }),
    replaced(
      'extension',
      'a PUT adds an extension',
      { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { department: 'Engines' } },
      { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { department: 'Engines' } },
      [{ attribute: 'department', of: 'EnterpriseUser' }],
    ),
    replaced('id-ignored', 'another id in the body is ignored', { id: NOBODY }, {}),
    replaced(
      'meta-ignored',
      'meta in the body is ignored',
      { meta: { created: '1999-01-01T00:00:00Z' } },
      {},
    ),
    replaced('groups-ignored', 'groups in the body are ignored', { groups: [{ value: NOBODY }] }, {}),
    check('same', PUT, 'a PUT of what was read changes nothing', async (scim) => {
      const user = await scim.user(BEFORE);
      const read = await scim.get(user.path);
      expectAnswer(await scim.put(user.path, read.body ?? null), { status: 200, body: bodyOf(user) });
      await expectNow(scim, user);
    }),
    check('rename', PUT, 'a PUT renames a user, whose old name is free then', async (scim) => {
      const user = await scim.user();
      const userName = `${scim.name('renamed')}@example.com`;
      const answer = await scim.put(user.path, minimal(user, { userName }));
      expectAnswer(answer, { status: 200, body: bodyOf(user, { userName }) });
      await scim.user({ userName: user.attributes['userName'] ?? null });
    }),
    check('own-name-in-another-case', PUT, 'a PUT changes the case of a userName', async (scim) => {
      const user = await scim.user();
      const userName = text(user.attributes['userName']).toUpperCase();
      const answer = await scim.put(user.path, minimal(user, { userName }));
      expectAnswer(answer, { status: 200, body: bodyOf(user, { userName }) });
      await expectNow(scim, user, { userName });
    }),
    check('taken', PUT, 'a PUT with a userName that is taken is a 409, and changes nothing', async (scim) => {
      const [user, other] = [await scim.user(BEFORE), await scim.user()];
      const answer = await scim.put(
        user.path,
        minimal(user, { userName: other.attributes['userName'] ?? null }),
      );
      expectError(answer, 409, 'uniqueness');
      await expectNow(scim, user);
    }),
    check('not-a-creation', PUT, 'a PUT creates nobody', async (scim) => {
      const body = { schemas: [USER], userName: `${scim.name('nobody')}@example.com` };
      expectError(await scim.put(`/Users/${NOBODY}`, body), 404);
      expectError(await scim.get(`/Users/${NOBODY}`), 404);
    }),
    refused('required', 'a PUT without userName is refused', { userName: null }, 'invalidValue'),
    refused(
      'wrong-type',
      'a PUT with a value of another type is refused',
      { displayName: 12 },
      'invalidValue',
    ),
    refused('no-schemas', 'a PUT without schemas is refused', { schemas: null }, 'invalidSyntax'),
  ],
);
