import { attribute, plural, primary } from './attribute.ts';
import type { SchemaDefinition } from './definition.ts';

/** Checked for its type, and let go: there is nothing to sign in to with it. */
export const PASSWORD = attribute('password', 'Accepted and discarded: this service keeps no passwords.', {
  caseExact: true,
  mutability: 'writeOnly',
  returned: 'never',
});

/** The core User schema (RFC 7643 §4.1, §8.7.1). */
export const USER_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute('userName', 'The name by which the user signs in; unique in the tenant, in any case.', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('name', "The components of the user's name.", {}, [
      attribute('formatted', 'The full name, formatted for display.'),
      attribute('familyName', 'The family name, or last name.'),
      attribute('givenName', 'The given name, or first name.'),
      attribute('middleName', 'The middle names.'),
      attribute('honorificPrefix', 'The honorific prefixes, or title.'),
      attribute('honorificSuffix', 'The honorific suffixes.'),
    ]),
    attribute('displayName', 'The name of the user, suitable for display.'),
    attribute('nickName', 'The casual way to address the user.'),
    attribute('profileUrl', "A URL of the user's online profile.", {
      type: 'reference',
      referenceTypes: ['external'],
      caseExact: true,
    }),
    attribute('title', 'The user\'s title, such as "Vice President".'),
    attribute('userType', 'The relationship between the organization and the user.'),
    attribute('preferredLanguage', "The user's preferred written or spoken language (RFC 7231 §5.3.5)."),
    attribute('locale', "The user's default location for localizing dates and currency (RFC 5646)."),
    attribute('timezone', "The user's time zone, in the IANA format."),
    attribute('active', 'Whether the user may use the platform.', { type: 'boolean' }),
    PASSWORD,
    plural('emails', 'Email addresses.', { of: 'An email address.' }, ['work', 'home', 'other']),
    plural('phoneNumbers', 'Phone numbers.', { of: 'A phone number.' }, [
      'work',
      'home',
      'mobile',
      'fax',
      'pager',
      'other',
    ]),
    plural('ims', 'Instant messaging addresses.', { of: 'An instant messaging address.' }),
    plural(
      'photos',
      'URLs of photos of the user.',
      { of: 'The URL of a photo.', type: 'reference', referenceTypes: ['external'], caseExact: true },
      ['photo', 'thumbnail'],
    ),
    attribute('addresses', 'Physical mailing addresses.', { multiValued: true }, [
      attribute('formatted', 'The full address, formatted for display.'),
      attribute('streetAddress', 'The street address.'),
      attribute('locality', 'The city or locality.'),
      attribute('region', 'The state or region.'),
      attribute('postalCode', 'The zip code or postal code.'),
      attribute('country', 'The country name.'),
      attribute('type', 'A label indicating the function of the address.', {
        canonicalValues: ['work', 'home', 'other'],
      }),
      primary,
    ]),
    attribute(
      'groups',
      'The groups that the user is a direct member of.',
      { multiValued: true, mutability: 'readOnly' },
      [
        attribute('value', 'The id of the group.', { caseExact: true, mutability: 'readOnly' }),
        attribute('$ref', 'The URI of the group.', {
          type: 'reference',
          referenceTypes: ['Group'],
          caseExact: true,
          mutability: 'readOnly',
        }),
        attribute('display', 'The name of the group.', { mutability: 'readOnly' }),
        attribute('type', 'How the membership came about.', {
          canonicalValues: ['direct', 'indirect'],
          mutability: 'readOnly',
        }),
      ],
    ),
    plural('entitlements', 'Entitlements that the user has.', { of: 'An entitlement.' }),
    plural('roles', 'Roles that the user has.', { of: 'A role.' }),
    plural('x509Certificates', 'Certificates issued to the user.', {
      of: 'A certificate, DER encoded, in base64.',
      type: 'binary',
      caseExact: true,
    }),
  ],
};
