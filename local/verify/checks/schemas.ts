/** The characteristics of the attributes of RFC 7643, one check each (RFC 7643 §4, §8.7.1). */
import type { JsonObject } from '../../json.ts';
import { attributeOf } from '../capabilities.ts';
import { check, type Draft, group } from '../check.ts';
import { expectThat } from '../expect/answer.ts';
import { differences } from '../expect/difference.ts';
import { anything, ifThere, oneOf, type Template, type TemplateObject } from '../expect/matcher.ts';
import { ENTERPRISE, GROUP, USER } from '../urns.ts';
import { listOf } from '../values.ts';

type Schema = 'User' | 'EnterpriseUser' | 'Group';

interface Characteristics {
  readonly [name: string]: Template | undefined;
}

interface Known {
  readonly characteristics?: Characteristics;
  readonly subAttributes?: Readonly<Record<string, Characteristics>>;
}

/** RFC 7643 §2.2: what an attribute is unless its schema says otherwise. */
const DEFAULTS: TemplateObject = {
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
};

/** References and binaries are case exact by §2.3.6 and §2.3.7; §8.7.1 has some that are not. */
const reference = (...types: readonly string[]): Characteristics => ({
  type: 'reference',
  referenceTypes: types,
  caseExact: oneOf(true, false),
});
const BINARY: Characteristics = { type: 'binary', caseExact: ifThere(oneOf(true, false)) };
const BOOLEAN: Characteristics = { type: 'boolean' };
const READ_ONLY: Characteristics = { mutability: 'readOnly' };
const IMMUTABLE: Characteristics = { mutability: 'immutable' };

const text = (characteristics: Characteristics = {}): Known => ({ characteristics });
const complex = (
  subAttributes: Known['subAttributes'] = {},
  characteristics: Characteristics = {},
): Known => ({
  characteristics: { type: 'complex', ...characteristics },
  subAttributes,
});
const plural = (value: Characteristics = {}): Known =>
  complex({ value, display: {}, type: {}, primary: BOOLEAN }, { multiValued: true });

const USER_ATTRIBUTES: Readonly<Record<string, Known>> = {
  userName: text({ required: true, uniqueness: oneOf('server', 'global') }),
  name: complex({
    formatted: {},
    familyName: {},
    givenName: {},
    middleName: {},
    honorificPrefix: {},
    honorificSuffix: {},
  }),
  displayName: text(),
  nickName: text(),
  profileUrl: text(reference('external')),
  title: text(),
  userType: text(),
  preferredLanguage: text(),
  locale: text(),
  timezone: text(),
  active: text(BOOLEAN),
  password: text({ mutability: 'writeOnly', returned: 'never', caseExact: oneOf(true, false) }),
  emails: plural(),
  phoneNumbers: plural(),
  ims: plural(),
  photos: plural(reference('external')),
  addresses: complex(
    {
      formatted: {},
      streetAddress: {},
      locality: {},
      region: {},
      postalCode: {},
      country: {},
      type: {},
    },
    { multiValued: true },
  ),
  groups: complex(
    {
      value: { ...READ_ONLY, caseExact: oneOf(true, false) },
      $ref: { ...reference(), ...READ_ONLY, referenceTypes: anything },
      display: READ_ONLY,
      type: READ_ONLY,
    },
    { multiValued: true, ...READ_ONLY },
  ),
  entitlements: plural(),
  roles: plural(),
  x509Certificates: plural(BINARY),
};

const GROUP_ATTRIBUTES: Readonly<Record<string, Known>> = {
  // §4.2 calls it REQUIRED, §8.7.1 has false; whether it is unique is the server's own choice.
  displayName: text({ required: oneOf(true, false), uniqueness: anything }),
  members: complex(
    {
      value: { ...IMMUTABLE, caseExact: oneOf(true, false) },
      $ref: { ...reference('User', 'Group'), ...IMMUTABLE },
      type: IMMUTABLE,
    },
    { multiValued: true },
  ),
};

const ENTERPRISE_ATTRIBUTES: Readonly<Record<string, Known>> = {
  employeeNumber: text(),
  costCenter: text(),
  organization: text(),
  division: text(),
  department: text(),
  manager: complex({
    value: { caseExact: oneOf(true, false) },
    // Where it follows from the value, a client cannot write it.
    $ref: { ...reference('User'), mutability: oneOf('readWrite', 'readOnly') },
    displayName: READ_ONLY,
  }),
};

/** What a schema says of an attribute, less what has no rule: words, and suggested values. */
const characteristicsOf = ({
  name: _name,
  description: _description,
  subAttributes: _subAttributes,
  canonicalValues: _canonicalValues,
  ...characteristics
}: JsonObject): JsonObject => characteristics;

/** `caseExact` says something of strings only. */
const expectedOf = (characteristics: Characteristics = {}): TemplateObject => {
  const all = { ...DEFAULTS, ...characteristics };
  const isText = all['type'] === 'string' || all['type'] === 'reference' || all['type'] === 'binary';
  return isText ? all : { ...all, caseExact: ifThere(oneOf(false, true)), uniqueness: ifThere('none') };
};

const attributeChecks = (
  schema: Schema,
  urn: string,
  section: string,
  attributes: Readonly<Record<string, Known>>,
): readonly Draft[] =>
  Object.entries(attributes).map(([name, { characteristics, subAttributes = {} }]) =>
    check(
      `${schema.toLowerCase()}-${name.toLowerCase()}`,
      section,
      `${name} of ${schema} has the characteristics of RFC 7643`,
      async (scim) => {
        const answer = await scim.get(`/Schemas/${urn}`);
        const found = attributeOf(scim.capabilities, schema, name) ?? {};
        const subs = new Map(listOf(found['subAttributes']).map((one) => [one['name'], one]));
        const [first] = [
          ...differences(expectedOf(characteristics), characteristicsOf(found), name),
          ...Object.entries(subAttributes).flatMap(([sub, expected]) =>
            differences(expectedOf(expected), characteristicsOf(subs.get(sub) ?? {}), `${name}.${sub}`),
          ),
        ];
        if (first) expectThat(answer, false, `${first.path} to be ${first.expected}`, first.found);
      },
      { needs: [{ attribute: name, of: schema }] },
    ),
  );

export const SCHEMAS = group(
  'schemas',
  'Attribute characteristics',
  [],
  [
    ...attributeChecks('User', USER, 'RFC 7643 §4.1, §8.7.1', USER_ATTRIBUTES),
    ...attributeChecks('Group', GROUP, 'RFC 7643 §4.2, §8.7.1', GROUP_ATTRIBUTES),
    ...attributeChecks('EnterpriseUser', ENTERPRISE, 'RFC 7643 §4.3, §8.7.1', ENTERPRISE_ATTRIBUTES),
  ],
);
