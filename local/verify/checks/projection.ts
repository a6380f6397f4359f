/** Which attributes an answer has (RFC 7644 §3.4.2.5, §3.9). */
import { check, type Draft, group } from '../check.ts';
import { expectAnswer } from '../expect/answer.ts';
import type { Template, TemplateObject } from '../expect/matcher.ts';
import { bodyOf, type Resource } from '../resource.ts';
import { ENTERPRISE, USER } from '../urns.ts';
import { objectOf, textOf } from '../values.ts';
import { people } from './people.ts';
import { enterpriseIn, expectChanged, expectList } from './support.ts';

const PROJECTION = 'RFC 7644 §3.9';

const ada = 'ada';

/** What is answered of Ada besides schemas and id, which always are (RFC 7643 §3.1). */
const only = (
  name: string,
  title: string,
  attributes: string,
  shown: (ada: Resource) => TemplateObject,
): Draft =>
  check(
    `only-${name}`,
    PROJECTION,
    `attributes asks for ${title}`,
    async (scim) => {
      const one = (await people(scim)).of(ada);
      expectAnswer(await scim.get(`${one.path}?attributes=${encodeURIComponent(attributes)}`), {
        status: 200,
        body: { schemas: attribute(one, 'schemas'), id: one.id, ...shown(one) },
      });
    },
    { needs: enterpriseIn(attributes) },
  );

const without = (
  name: string,
  title: string,
  excluded: string,
  changes: (ada: Resource) => Readonly<Record<string, Template | undefined>>,
): Draft =>
  check(
    `without-${name}`,
    PROJECTION,
    `excludedAttributes leaves ${title}`,
    async (scim) => {
      const one = (await people(scim)).of(ada);
      const answer = await scim.get(`${one.path}?excludedAttributes=${encodeURIComponent(excluded)}`);
      const body = Object.entries({ ...bodyOf(one), ...changes(one) }).filter(
        ([, value]) => value !== undefined,
      );
      expectAnswer(answer, { status: 200, body: Object.fromEntries(body) });
    },
    { needs: enterpriseIn(excluded) },
  );

const attribute = (one: Resource, name: string): Template => one.attributes[name] ?? null;

export const PROJECTIONS = group(
  'projection',
  'Attributes and excludedAttributes',
  ['users', 'filter'],
  [
    only('one', 'one attribute', 'userName', (one) => ({ userName: attribute(one, 'userName') })),
    only('several', 'several attributes', 'userName,title,active', (one) => ({
      userName: attribute(one, 'userName'),
      title: 'Analyst',
      active: true,
    })),
    only('spaces', 'attributes with spaces between them', 'title, nickName', () => ({
      title: 'Analyst',
      nickName: 'Enchantress',
    })),
    only('complex', 'a complex attribute', 'name', (one) => ({ name: attribute(one, 'name') })),
    only('sub-attribute', 'one sub-attribute', 'name.familyName', () => ({ name: { familyName: 'Byron' } })),
    only('sub-attributes', 'two sub-attributes', 'name.familyName,name.givenName', () => ({
      name: { familyName: 'Byron', givenName: 'Ada' },
    })),
    only('list', 'a list', 'emails', (one) => ({ emails: attribute(one, 'emails') })),
    only('list-sub-attribute', 'one sub-attribute of each value of a list', 'emails.value', () => ({
      emails: [{ value: 'ada@work.example' }, { value: 'ada@home.example' }],
    })),
    only('extension-attribute', 'an attribute of an extension', `${ENTERPRISE}:department`, () => ({
      [ENTERPRISE]: { department: 'Engines' },
    })),
    only('urn', 'an attribute with the URN of its schema', `${USER}:title`, () => ({ title: 'Analyst' })),
    only('urn-sub', 'a sub-attribute with the URN of its schema', `${USER}:name.givenName`, () => ({
      name: { givenName: 'Ada' },
    })),
    only('in-any-case', 'an attribute in any case', 'USERNAME,Name.FAMILYNAME', (one) => ({
      userName: attribute(one, 'userName'),
      name: { familyName: 'Byron' },
    })),
    only('unknown', 'an attribute that there is not, which is ignored', 'title,shoeSize', () => ({
      title: 'Analyst',
    })),
    only('id', 'the id alone', 'id', () => ({})),
    only('without-value', 'an attribute without a value', 'timezone', () => ({})),
    only('meta', 'a sub-attribute of meta', 'meta.location', (one) => ({ meta: { location: one.location } })),
    without('one', 'all but one attribute', 'title', () => ({ title: undefined })),
    without('several', 'all but several attributes', 'title,nickName,emails', () => ({
      title: undefined,
      nickName: undefined,
      emails: undefined,
    })),
    without('sub-attribute', 'all but a sub-attribute', 'name.honorificPrefix', () => ({
      name: { familyName: 'Byron', givenName: 'Ada' },
    })),
    without(
      'list-sub-attribute',
      'all but a sub-attribute of each value of a list',
      'emails.type,emails.primary',
      () => ({
        emails: [{ value: 'ada@work.example' }, { value: 'ada@home.example' }],
      }),
    ),
    without(
      'extension-attribute',
      'all but an attribute of an extension',
      `${ENTERPRISE}:department`,
      () => ({
        [ENTERPRISE]: { employeeNumber: '1815' },
      }),
    ),
    without('in-any-case', 'an excluded attribute in any case', 'TITLE', () => ({ title: undefined })),
    without('meta', 'all but meta', 'meta', () => ({ meta: undefined })),
    without('always', 'id and schemas, which cannot be excluded', 'id,schemas,title', () => ({
      title: undefined,
    })),
    check('list', PROJECTION, 'a list has only the attributes that are asked for', async (scim) => {
      const { all, of } = await people(scim);
      const answer = await scim.list('/Users', { filter: `${all} and title pr`, attributes: 'title' });
      expectList(
        answer,
        (['ada', 'bob', 'cyd', 'eve'] as const).map(of).map((one) => ({
          schemas: attribute(one, 'schemas'),
          id: one.id,
          title: attribute(one, 'title'),
        })),
      );
    }),
    check('list-without', PROJECTION, 'a list has all but the attributes that are excluded', async (scim) => {
      const { all, of } = await people(scim);
      const answer = await scim.list('/Users', {
        filter: `${all} and emails pr`,
        excludedAttributes: 'emails,name',
      });
      expectList(
        answer,
        (['ada', 'bob', 'dee'] as const).map((name) =>
          bodyOf(of(name), { emails: undefined, name: undefined }),
        ),
      );
    }),
    check('post', PROJECTION, 'a creation answers the attributes that are asked for', async (scim) => {
      const userName = `${scim.name('new')}@example.com`;
      const answer = await scim.post('/Users?attributes=userName', { schemas: [USER], userName, title: 'x' });
      const { headers } = answer;
      expectAnswer(answer, {
        status: 201,
        headers: { location: headers.location ?? null },
        body: { schemas: [USER], id: textOf(objectOf(answer.body)['id']), userName },
      });
    }),
    check('put', PROJECTION, 'a replacement answers the attributes that are asked for', async (scim) => {
      const user = await scim.user();
      const answer = await scim.put(`${user.path}?attributes=title`, { ...user.attributes, title: 'x' });
      expectAnswer(answer, { status: 200, body: { schemas: [USER], id: user.id, title: 'x' } });
    }),
    check(
      'patch-without',
      PROJECTION,
      'a PATCH answers all but the attributes that are excluded',
      async (scim) => {
        const user = await scim.user({ nickName: 'Ada' });
        const answer = await scim.patch(`${user.path}?excludedAttributes=nickName`, [
          { op: 'add', path: 'title', value: 'x' },
        ]);
        expectChanged(answer, user, { title: 'x', nickName: undefined });
      },
      { needs: ['patch'] },
    ),
  ],
);
