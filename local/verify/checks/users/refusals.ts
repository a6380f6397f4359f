/** Users that cannot be created (RFC 7644 §3.3, §3.12). */
import type { JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { GROUP, USER } from '../../urns.ts';
import { textOf } from '../../values.ts';
import { expectError, expectNow } from '../support.ts';

const CREATION = 'RFC 7644 §3.3';

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

export const REFUSALS: readonly Draft[] = [
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
];
