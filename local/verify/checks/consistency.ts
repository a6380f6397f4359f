/** What a server says of itself, and what it does (RFC 7643 §5 to §7). */
import type { JsonObject } from '../../json.ts';
import { attributeOf } from '../capabilities.ts';
import { check, type Draft, group, NotOffered } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { anything } from '../expect/matcher.ts';
import type { Session } from '../session.ts';
import { BULK_REQUEST, ENTERPRISE, GROUP, NOBODY, USER } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { expectError, expectNow } from './support.ts';

const CHARACTERISTICS = 'RFC 7643 §2.2, §7';

const attributesOf = (scim: Session, urn: string): readonly JsonObject[] =>
  listOf(scim.capabilities.schemas.get(urn)?.['attributes']);

/** Paths of all attributes and sub-attributes of a schema that have this mutability. */
const pathsOf = (scim: Session, urn: string, mutability: string): readonly string[] =>
  attributesOf(scim, urn).flatMap((attribute) => {
    const name = textOf(attribute['name']);
    return attribute['mutability'] === mutability
      ? [name]
      : listOf(attribute['subAttributes'])
          .filter((sub) => sub['mutability'] === mutability)
          .map((sub) => `${name}.${textOf(sub['name'])}`);
  });

const readOnly = (
  name: string,
  urn: string,
  make: (scim: Session) => Promise<{ readonly path: string }>,
  needs: Draft['needs'],
): Draft =>
  check(
    `read-only-${name}`,
    CHARACTERISTICS,
    `what the schema of ${name} calls readOnly cannot be changed by a path`,
    async (scim) => {
      const paths = pathsOf(scim, urn, 'readOnly');
      if (paths.length === 0) throw new NotOffered('a readOnly attribute');
      const { path } = await make(scim);
      const prefix = urn === ENTERPRISE ? `${ENTERPRISE}:` : '';
      for (const one of paths)
        expectError(
          await scim.patch(path, [{ op: 'replace', path: `${prefix}${one}`, value: 'x' }]),
          400,
          'mutability',
        );
    },
    { needs: ['patch', ...(needs ?? [])] },
  );

/** Sends what is wrong about one attribute after the other. */
const wrongTypes = (
  name: string,
  urn: string,
  endpoint: '/Users' | '/Groups',
  needs: Draft['needs'],
): Draft =>
  check(
    `types-${name}`,
    CHARACTERISTICS,
    `no attribute of ${name} takes a value of another type than its schema says`,
    async (scim) => {
      for (const attribute of attributesOf(scim, urn)) {
        if (attribute['mutability'] === 'readOnly') continue;
        const wrong = { deeply: [{ wrong: true }] };
        const value = attribute['type'] === 'complex' ? 12 : wrong;
        const one = attribute['multiValued'] === true ? [value] : value;
        const body = {
          schemas: [endpoint === '/Users' ? USER : GROUP],
          ...(endpoint === '/Users'
            ? { userName: `${scim.name('wrong')}@example.com` }
            : { displayName: scim.name('wrong') }),
          ...(urn === ENTERPRISE
            ? { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { [textOf(attribute['name'])]: one } }
            : { [textOf(attribute['name'])]: one }),
        };
        // A single value in the place of a text may be a form that is understood; an object never is.
        if (attribute['name'] !== 'manager')
          expectError(await scim.post(endpoint, body), 400, 'invalidValue');
      }
    },
    needs === undefined ? {} : { needs },
  );

export const CONSISTENCY = group(
  'consistency',
  'Discovery and behaviour',
  [],
  [
    check('endpoints', 'RFC 7643 §6', 'the endpoint of each resource type answers a list', async (scim) => {
      for (const { endpoint } of scim.capabilities.resourceTypes.values()) {
        const answer = await scim.get(`${new URL(textOf(endpoint), 'http://x').pathname}?count=1`);
        expectAnswer(answer, { status: 200, body: anything });
        expectThat(
          answer,
          Number.isInteger(objectOf(answer.body)['totalResults']),
          'totalResults',
          answer.text,
        );
      }
    }),
    check(
      'resource-type',
      'RFC 7643 §3.1',
      'meta.resourceType is the name of the resource type',
      async (scim) => {
        const user = await scim.user();
        const answer = await expectNow(scim, user);
        const { resourceType } = objectOf(objectOf(answer.body)['meta']);
        expectThat(
          answer,
          scim.capabilities.resourceTypes.has(textOf(resourceType)),
          [...scim.capabilities.resourceTypes.keys()].join(' or '),
          textOf(resourceType),
        );
      },
      { needs: ['users'] },
    ),
    check(
      'schemas-served',
      'RFC 7643 §3',
      'the schemas of a user are served by /Schemas',
      async (scim) => {
        const user = await scim.user({
          schemas: [USER, ENTERPRISE],
          [ENTERPRISE]: { department: 'Engines' },
        });
        const answer = await scim.get(user.path);
        const named = objectOf(answer.body)['schemas'];
        for (const urn of Array.isArray(named) ? named : [])
          expectThat(
            answer,
            scim.capabilities.schemas.has(textOf(urn)),
            'a schema that is served',
            textOf(urn),
          );
      },
      { needs: ['users', { attribute: 'department', of: 'EnterpriseUser' }] },
    ),
    check(
      'attributes-served',
      'RFC 7643 §7',
      'a user has no attribute that its schemas do not have',
      async (scim) => {
        const user = await scim.user({
          title: 'x',
          nickName: 'y',
          emails: [{ value: 'a@example.com', type: 'work' }],
        });
        const answer = await scim.get(user.path);
        const known = new Set([
          ...['schemas', 'id', 'externalId', 'meta', ENTERPRISE],
          ...attributesOf(scim, USER).map(({ name }) => textOf(name)),
        ]);
        const strange = Object.keys(objectOf(answer.body)).filter((name) => !known.has(name));
        expectThat(answer, strange.length === 0, 'none', strange.join(', '));
      },
      { needs: ['users'] },
    ),
    check(
      'required',
      CHARACTERISTICS,
      'a user without a required attribute is refused',
      async (scim) => {
        for (const { name, required } of attributesOf(scim, USER)) {
          if (required !== true) continue;
          const body = {
            schemas: [USER],
            userName: `${scim.name('required')}@example.com`,
            [textOf(name)]: null,
          };
          expectError(await scim.post('/Users', body), 400, 'invalidValue');
        }
      },
      { needs: ['users'] },
    ),
    check(
      'returned-always',
      CHARACTERISTICS,
      'what is always returned is, whatever is asked for',
      async (scim) => {
        const user = await scim.user({ title: 'x' });
        const answer = await scim.get(`${user.path}?attributes=title`);
        const always = attributesOf(scim, USER).filter(({ returned }) => returned === 'always');
        for (const name of ['id', 'schemas', ...always.map((one) => textOf(one['name']))])
          expectThat(answer, objectOf(answer.body)[name] !== undefined, name, 'nothing');
      },
      { needs: ['users'] },
    ),
    check(
      'returned-never',
      CHARACTERISTICS,
      'what is never returned is not',
      async (scim) => {
        const never = attributesOf(scim, USER).filter(({ returned }) => returned === 'never');
        if (never.length === 0) throw new NotOffered('an attribute that is never returned');
        const secret = Object.fromEntries(never.map(({ name }) => [textOf(name), 'Secret-0123']));
        const userName = `${scim.name('secret')}@example.com`;
        const answer = await scim.post('/Users', { schemas: [USER], userName, ...secret });
        expectAnswer(answer, { status: 201, body: anything });
        expectThat(answer, !answer.text.includes('Secret-0123'), 'no secret', 'one');
      },
      { needs: ['users'] },
    ),
    check(
      'never-filtered',
      CHARACTERISTICS,
      'what is never returned cannot be filtered by',
      async (scim) => {
        const never = attributesOf(scim, USER).filter(({ returned }) => returned === 'never');
        if (never.length === 0) throw new NotOffered('an attribute that is never returned');
        for (const { name } of never)
          expectError(await scim.list('/Users', { filter: `${textOf(name)} eq "x"` }), 400, 'invalidFilter');
      },
      { needs: ['users', 'filter'] },
    ),
    readOnly('users', USER, (scim) => scim.user(), ['users']),
    readOnly('groups', GROUP, (scim) => scim.group(), ['groups']),
    readOnly('enterprise', ENTERPRISE, (scim) => scim.user(), [
      'users',
      { attribute: 'department', of: 'EnterpriseUser' },
    ]),
    wrongTypes('users', USER, '/Users', ['users']),
    wrongTypes('groups', GROUP, '/Groups', ['groups']),
    wrongTypes('enterprise', ENTERPRISE, '/Users', [
      'users',
      { attribute: 'department', of: 'EnterpriseUser' },
    ]),
    check(
      'uniqueness',
      CHARACTERISTICS,
      'userName is as unique as its schema says',
      async (scim) => {
        const uniqueness = attributeOf(scim.capabilities, 'User', 'userName')?.['uniqueness'];
        const { attributes } = await scim.user();
        const answer = await scim.post('/Users', attributes);
        if (uniqueness === 'none') expectAnswer(answer, { status: 201, body: anything });
        else expectError(answer, 409, 'uniqueness');
      },
      { needs: ['users', { attribute: 'userName', of: 'User' }] },
    ),
    check(
      'etag',
      'RFC 7643 §5',
      'a server that has ETags sends them, and one that has none does not',
      async (scim) => {
        const answer = await scim.get((await scim.user()).path);
        const isOffered = scim.capabilities.features.has('etag');
        expectThat(
          answer,
          (answer.headers.etag !== undefined) === isOffered,
          isOffered ? 'an ETag' : 'none',
          textOf(answer.headers.etag),
        );
      },
      { needs: ['users'] },
    ),
    check('bulk', 'RFC 7643 §5', 'a server without bulk refuses one', async (scim) => {
      if (scim.capabilities.features.has('bulk')) throw new NotOffered('being without bulk');
      const operation = { method: 'DELETE', path: `/Users/${NOBODY}` };
      const answer = await scim.post('/Bulk', { schemas: [BULK_REQUEST], Operations: [operation] });
      expectError(answer, [403, 404, 405, 501].find((status) => status === answer.status) ?? 404);
    }),
    check('me', 'RFC 7644 §3.11', '/Me is the user, a redirect to it, or a 404 or 501', async (scim) => {
      const answer = await scim.get('/Me');
      expectThat(
        answer,
        [200, 308, 404, 501].includes(answer.status),
        '200, 308, 404 or 501',
        textOf(answer.status),
      );
      if (answer.status >= 400) expectError(answer, answer.status);
    }),
  ],
);
