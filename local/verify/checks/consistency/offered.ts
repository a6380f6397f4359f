/** What the server says that it offers, and what it does (RFC 7643 §5, §6). */
import { check, type Draft, NotOffered } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything } from '../../expect/matcher.ts';
import { BULK_REQUEST, ENTERPRISE, NOBODY, USER } from '../../urns.ts';
import { objectOf, textOf } from '../../values.ts';
import { expectError, expectNow } from '../support.ts';

export const OFFERED: readonly Draft[] = [
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
];
