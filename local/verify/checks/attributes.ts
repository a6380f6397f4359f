/** Each attribute of a user is kept, found, replaced and removed; one check each (RFC 7643 §4). */
import type { Json, JsonObject } from '../../json.ts';
import { attributeOf } from '../capabilities.ts';
import { check, type Draft, group } from '../check.ts';
import { expectAnswer } from '../expect/answer.ts';
import type { Template } from '../expect/matcher.ts';
import { bodyOf } from '../resource.ts';
import type { Session } from '../session.ts';
import { ENTERPRISE, USER } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { expectList, expectNow, expectPatched } from './support.ts';

interface Sample {
  readonly first: Json;
  readonly second: Json;
  /** The sub-attribute that a filter asks for; none for a simple attribute. */
  readonly by?: string;
}

const words = (name: string): Sample => ({ first: `First ${name}`, second: `Second ${name}` });
const values = (first: Json, second: Json, more: JsonObject = {}): Sample => ({
  first: [{ value: first, type: 'work', ...more }],
  second: [{ value: second, type: 'other', ...more }],
  by: 'value',
});

const CORE: Readonly<Record<string, Sample>> = {
  displayName: words('name'),
  nickName: words('nickname'),
  title: words('title'),
  userType: { first: 'Employee', second: 'Contractor' },
  preferredLanguage: { first: 'pt-PT', second: 'sv-SE' },
  locale: { first: 'pt-PT', second: 'sv-SE' },
  timezone: { first: 'Europe/Lisbon', second: 'Europe/Stockholm' },
  profileUrl: { first: 'https://example.com/a', second: 'https://example.com/b' },
  name: {
    first: { familyName: 'Byron', givenName: 'Ada' },
    second: { familyName: 'King', givenName: 'Augusta' },
    by: 'familyName',
  },
  emails: values('ada@example.com', 'augusta@example.com', { primary: true }),
  phoneNumbers: values('+351 1', '+46 2'),
  ims: values('ada', 'augusta'),
  photos: values('https://example.com/a.png', 'https://example.com/b.png'),
  addresses: {
    first: [{ type: 'work', locality: 'Lisboa', country: 'Portugal' }],
    second: [{ type: 'home', locality: 'Stockholm', country: 'Sverige' }],
    by: 'locality',
  },
  entitlements: values('reports', 'invoices'),
  roles: values('reader', 'writer', { display: 'A role' }),
  x509Certificates: values('QUJD', 'REVG'),
};

const EXTENSION: Readonly<Record<string, Sample>> = {
  employeeNumber: { first: '007', second: '008' },
  costCenter: words('cost center'),
  organization: words('organization'),
  division: words('division'),
  department: words('department'),
};

interface Place {
  readonly schema: 'User' | 'EnterpriseUser';
  readonly name: string;
  /** As a filter and a path have it. */
  readonly path: string;
  /** The attributes of a user that has this value. */
  readonly with: (value: Json) => JsonObject;
  /** Those of one that has none. */
  readonly without: Readonly<Record<string, Template | undefined>>;
}

const core = (name: string): Place => ({
  schema: 'User',
  name,
  path: name,
  with: (value) => ({ [name]: value }),
  without: { [name]: undefined },
});

const extension = (name: string): Place => ({
  schema: 'EnterpriseUser',
  name,
  path: `${ENTERPRISE}:${name}`,
  with: (value) => ({ schemas: [USER, ENTERPRISE], [ENTERPRISE]: { [name]: value } }),
  without: { schemas: [USER], [ENTERPRISE]: undefined },
});

/** The text that is looked for: of the first value, and of one of its sub-attributes. */
const wordOf = (value: Json, by: string | undefined): string => {
  const one = listOf(value)[0] ?? value;
  return textOf(by === undefined ? one : objectOf(one)[by]);
};

const drafts = (place: Place, { first, second, by }: Sample): readonly Draft[] => {
  const { schema, name, path } = place;
  const needs = [{ attribute: name, of: schema }] as const;
  const id = name.toLowerCase();
  const asked = by === undefined ? path : `${path}.${by}`;
  return [
    check(
      `${id}-changes`,
      'RFC 7644 §3.5.2',
      `${name} is kept, replaced and removed by PATCH`,
      async (scim) => {
        const user = await scim.user(place.with(first));
        await expectNow(scim, user);
        await expectPatched(scim, user, [{ op: 'replace', path, value: second }], place.with(second));
        await expectPatched(scim, user, [{ op: 'remove', path }], place.without);
      },
      { needs: ['patch', ...needs] },
    ),
    check(
      `${id}-found`,
      'RFC 7644 §3.4.2.2',
      `${name} is found by its value, by nobody else's, and in another case as caseExact says`,
      async (scim) => {
        const user = await scim.user(place.with(first));
        const find = (value: string) =>
          scim.list('/Users', { filter: `id eq "${user.id}" and ${asked} eq ${JSON.stringify(value)}` });
        const value = wordOf(first, by);
        expectList(await find(value), [bodyOf(user)]);
        expectList(await find(wordOf(second, by)), []);
        const swapped = otherCase(value);
        if (swapped !== value)
          expectList(await find(swapped), caseExact(scim, place, by) ? [] : [bodyOf(user)]);
      },
      { needs: ['filter', ...needs] },
    ),
    check(
      `${id}-put-away`,
      'RFC 7644 §3.5.1',
      `${name} is gone when a PUT leaves it out`,
      async (scim) => {
        const user = await scim.user(place.with(first));
        const { userName } = user.attributes;
        const answer = await scim.put(user.path, { schemas: [USER], userName: userName ?? '', active: true });
        expectAnswer(answer, { status: 200, body: bodyOf(user, place.without) });
        await expectNow(scim, user, place.without);
      },
      { needs },
    ),
  ];
};

const otherCase = (text: string): string =>
  text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();

const caseExact = (scim: Session, { schema, name }: Place, by: string | undefined): boolean =>
  attributeOf(scim.capabilities, schema, by === undefined ? name : `${name}.${by}`)?.['caseExact'] === true;

export const ATTRIBUTES = group(
  'attributes',
  'Each attribute of a user',
  ['users'],
  [
    ...Object.entries(CORE).flatMap(([name, sample]) => drafts(core(name), sample)),
    ...Object.entries(EXTENSION).flatMap(([name, sample]) => drafts(extension(name), sample)),
  ],
);
