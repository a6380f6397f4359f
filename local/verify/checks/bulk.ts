/** Bulk (RFC 7644 §3.7). */
import type { Json, JsonObject } from '../../json.ts';
import { check, type Draft, group } from '../check.ts';
import { errorBody, expectAnswer, expectThat } from '../expect/answer.ts';
import { anything, entityTag, InOrder, ifThere, type Template, uriEndingIn } from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import { memberOf } from '../resource.ts';
import type { Session } from '../session.ts';
import { BULK_REQUEST, BULK_RESPONSE, GROUP, NOBODY, PATCH, USER } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { expectError, expectList, expectNow } from './support.ts';

const BULK = 'RFC 7644 §3.7';

const bulk = (scim: Session, operations: readonly Json[], more: JsonObject = {}): Promise<Answer> =>
  scim.post('/Bulk', { schemas: [BULK_REQUEST], Operations: operations, ...more });

/** What is answered of each operation, in the order of the request. */
const expectBulk = (answer: Answer, operations: readonly Template[]): Answer =>
  expectAnswer(answer, {
    status: 200,
    body: { schemas: [BULK_RESPONSE], Operations: new InOrder(operations) },
  });

const done = (
  method: string,
  status: number,
  location: Template,
  more: Readonly<Record<string, Template>> = {},
): Template => ({
  method,
  status: textOf(status),
  location,
  version: ifThere(entityTag),
  response: method === 'DELETE' ? undefined : anything,
  ...more,
});

const failed = (
  method: string,
  status: number,
  scimType: string | undefined,
  more: Readonly<Record<string, Template>> = {},
): Template => ({
  method,
  status: textOf(status),
  location: ifThere(uriEndingIn('')),
  response: errorBody(status, scimType),
  ...more,
});

const newUser = (scim: Session, bulkId: string, more: JsonObject = {}): JsonObject => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: { schemas: [USER], userName: `${scim.name('bulk')}@example.com`, ...more },
});

const newGroup = (scim: Session, bulkId: string, members: readonly string[]): JsonObject => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: {
    schemas: [GROUP],
    displayName: scim.name('bulk'),
    members: members.map((value) => ({ value: `bulkId:${value}` })),
  },
});

const idOf = (answer: Answer, index: number): string =>
  textOf(listOf(objectOf(answer.body)['Operations'])[index]?.['location'])
    .split('/')
    .at(-1) ?? '';

const membersOf = async (scim: Session, id: string): Promise<readonly string[]> => {
  const answer = await scim.get(`/Groups/${id}`);
  return listOf(objectOf(answer.body)['members'])
    .map(({ value }) => textOf(value))
    .sort();
};

const refused = (name: string, title: string, body: Json, status: number, scimType?: string): Draft =>
  check(name, BULK, title, async (scim) => expectError(await scim.post('/Bulk', body), status, scimType));

export const BULKS = group(
  'bulk',
  'Bulk',
  ['users', 'groups', 'bulk'],
  [
    check('post', BULK, 'a creation answers 201, its bulkId and its location', async (scim) => {
      const answer = await bulk(scim, [newUser(scim, 'a')]);
      expectBulk(answer, [done('POST', 201, anything, { bulkId: 'a' })]);
      expectAnswer(await scim.get(`/Users/${idOf(answer, 0)}`), { status: 200, body: anything });
    }),
    check('put', BULK, 'a replacement answers 200 and its location', async (scim) => {
      const user = await scim.user();
      const data = { ...user.attributes, title: 'Replaced' };
      const answer = await bulk(scim, [{ method: 'PUT', path: user.path, data }]);
      expectBulk(answer, [done('PUT', 200, user.location)]);
      await expectNow(scim, user, { title: 'Replaced' });
    }),
    check(
      'patch',
      BULK,
      'a PATCH is done',
      async (scim) => {
        const user = await scim.user();
        const data = { schemas: [PATCH], Operations: [{ op: 'add', path: 'title', value: 'Patched' }] };
        const answer = await bulk(scim, [{ method: 'PATCH', path: user.path, data }]);
        const [one] = listOf(objectOf(answer.body)['Operations']);
        expectBulk(answer, [done('PATCH', one?.['status'] === '204' ? 204 : 200, user.location)]);
        await expectNow(scim, user, { title: 'Patched' });
      },
      { needs: ['patch'] },
    ),
    check('delete', BULK, 'a deletion answers 204', async (scim) => {
      const user = await scim.user();
      expectBulk(await bulk(scim, [{ method: 'DELETE', path: user.path }]), [
        done('DELETE', 204, user.location),
      ]);
      expectError(await scim.get(user.path), 404);
    }),
    check('mixed', BULK, 'operations of each kind are answered in their order', async (scim) => {
      const [one, other] = [await scim.user(), await scim.user()];
      const answer = await bulk(scim, [
        newUser(scim, 'a'),
        { method: 'PUT', path: one.path, data: { ...one.attributes, title: 'Replaced' } },
        { method: 'DELETE', path: other.path },
      ]);
      expectBulk(answer, [
        done('POST', 201, anything, { bulkId: 'a' }),
        done('PUT', 200, one.location),
        done('DELETE', 204, other.location),
      ]);
    }),
    check('method-in-any-case', BULK, 'a POST in lower case is a POST', async (scim) => {
      const answer = await bulk(scim, [{ ...newUser(scim, 'a'), method: 'post' }]);
      const [one] = listOf(objectOf(answer.body)['Operations']);
      expectThat(
        answer,
        one?.['status'] === '201' || one?.['status'] === '400',
        'status 201 or 400',
        answer.text,
      );
    }),
    check(
      'bulk-id',
      'RFC 7644 §3.7.2',
      'a bulkId stands for the resource that is created before',
      async (scim) => {
        const answer = await bulk(scim, [newUser(scim, 'ada'), newGroup(scim, 'team', ['ada'])]);
        expectBulk(answer, [
          done('POST', 201, anything, { bulkId: 'ada' }),
          done('POST', 201, anything, { bulkId: 'team' }),
        ]);
        const members = await membersOf(scim, idOf(answer, 1));
        expectThat(answer, members.join() === idOf(answer, 0), idOf(answer, 0), members.join());
      },
    ),
    check(
      'bulk-id-forward',
      'RFC 7644 §3.7.2',
      'a bulkId may stand for a resource that is created behind',
      async (scim) => {
        const answer = await bulk(scim, [
          newGroup(scim, 'team', ['ada', 'bob']),
          newUser(scim, 'ada'),
          newUser(scim, 'bob'),
        ]);
        expectBulk(answer, [
          done('POST', 201, anything, { bulkId: 'team' }),
          done('POST', 201, anything, { bulkId: 'ada' }),
          done('POST', 201, anything, { bulkId: 'bob' }),
        ]);
        const wanted = [idOf(answer, 1), idOf(answer, 2)].sort();
        const members = await membersOf(scim, idOf(answer, 0));
        expectThat(answer, members.join() === wanted.join(), wanted.join(), members.join());
      },
    ),
    check(
      'bulk-id-circular',
      'RFC 7644 §3.7.1',
      'two groups may contain each other by their bulkIds',
      async (scim) => {
        const answer = await bulk(scim, [newGroup(scim, 'a', ['b']), newGroup(scim, 'b', ['a'])]);
        const operations = listOf(objectOf(answer.body)['Operations']);
        // RFC 7644 §3.7.1: a server tries to resolve it, and answers 409 where it cannot.
        expectThat(
          answer,
          answer.status === 200 && operations.every(({ status }) => status === '201' || status === '409'),
          'two statuses 201, or 409',
          answer.text,
        );
        if (operations.every(({ status }) => status === '201')) {
          expectThat(
            answer,
            (await membersOf(scim, idOf(answer, 0))).join() === idOf(answer, 1),
            'b in a',
            'not',
          );
          expectThat(
            answer,
            (await membersOf(scim, idOf(answer, 1))).join() === idOf(answer, 0),
            'a in b',
            'not',
          );
        }
      },
    ),
    check(
      'bulk-id-path',
      'RFC 7644 §3.7.2',
      'a bulkId stands in a path',
      async (scim) => {
        const data = { schemas: [PATCH], Operations: [{ op: 'add', path: 'title', value: 'Patched' }] };
        const answer = await bulk(scim, [
          newUser(scim, 'ada'),
          { method: 'PATCH', path: '/Users/bulkId:ada', data },
        ]);
        const id = idOf(answer, 0);
        const user = await scim.get(`/Users/${id}`);
        expectThat(user, objectOf(user.body)['title'] === 'Patched', 'title Patched', user.text);
      },
      { needs: ['patch'] },
    ),
    check(
      'bulk-id-unknown',
      'RFC 7644 §3.7.2',
      'a bulkId that nobody has fails that operation',
      async (scim) => {
        const answer = await bulk(scim, [newGroup(scim, 'team', ['nobody'])]);
        const [one] = listOf(objectOf(answer.body)['Operations']);
        expectThat(
          answer,
          ['400', '409'].includes(textOf(one?.['status'])),
          'status 400 or 409',
          answer.text,
        );
      },
    ),
    check(
      'errors',
      'RFC 7644 §3.7.3',
      'what fails is told by its error, and the rest is done',
      async (scim) => {
        const user = await scim.user();
        const answer = await bulk(scim, [
          newUser(scim, 'a', { userName: user.attributes['userName'] ?? null }),
          { method: 'DELETE', path: `/Users/${NOBODY}` },
          newUser(scim, 'b'),
        ]);
        expectBulk(answer, [
          failed('POST', 409, 'uniqueness', { bulkId: 'a' }),
          failed('DELETE', 404, undefined),
          done('POST', 201, anything, { bulkId: 'b' }),
        ]);
      },
    ),
    check(
      'fail-on-errors',
      BULK,
      'after failOnErrors errors nothing more is done',
      async (scim) => {
        const userName = `${scim.name('late')}@example.com`;
        const answer = await bulk(
          scim,
          [
            { method: 'DELETE', path: `/Users/${NOBODY}` },
            { method: 'POST', path: '/Users', bulkId: 'late', data: { schemas: [USER], userName } },
          ],
          { failOnErrors: 1 },
        );
        const [first] = listOf(objectOf(answer.body)['Operations']);
        expectAnswer(answer, { status: 200, body: anything });
        expectThat(answer, first?.['status'] === '404', 'the first to be a 404', answer.text);
        expectList(await scim.list('/Users', { filter: `userName eq "${userName}"` }), []);
      },
      { needs: ['filter'] },
    ),
    check(
      'version',
      BULK,
      'an operation with an earlier version is a 412',
      async (scim) => {
        const user = await scim.user();
        await scim.put(user.path, { ...user.attributes, title: 'Between' });
        const data = { ...user.attributes, title: 'Late' };
        const answer = await bulk(scim, [
          { method: 'PUT', path: user.path, version: user.version ?? '', data },
        ]);
        expectBulk(answer, [failed('PUT', 412, undefined)]);
        await expectNow(scim, user, { title: 'Between' });
      },
      { needs: ['etag'] },
    ),
    check(
      'members',
      BULK,
      'members of existing resources are added',
      async (scim) => {
        const [user, team] = [await scim.user(), await scim.group()];
        const data = {
          schemas: [PATCH],
          Operations: [{ op: 'add', path: 'members', value: [memberOf(user)] }],
        };
        const answer = await bulk(scim, [{ method: 'PATCH', path: team.path, data }]);
        expectAnswer(answer, { status: 200, body: anything });
        const members = await membersOf(scim, team.id);
        expectThat(answer, members.join() === user.id, user.id, members.join());
      },
      { needs: ['patch'] },
    ),
    check('no-bulk-id', BULK, 'a creation without bulkId fails', async (scim) => {
      const { bulkId: _, ...operation } = newUser(scim, 'a') as JsonObject;
      const answer = await bulk(scim, [operation]);
      const [one] = listOf(objectOf(answer.body)['Operations']);
      expectThat(answer, answer.status === 400 || one?.['status'] === '400', 'a 400', answer.text);
    }),
    refused('no-schemas', 'a bulk without schemas is a 400', { Operations: [] }, 400, 'invalidSyntax'),
    refused('no-json', 'a bulk that is no JSON is a 400', '{"schemas":', 400, 'invalidSyntax'),
    check(
      'max-operations',
      'RFC 7644 §3.7.4',
      'more operations than maxOperations are a 413',
      async (scim) => {
        const { maxOperations } = objectOf(scim.capabilities.config['bulk']);
        const operation = { method: 'DELETE', path: `/Users/${NOBODY}` };
        const operations = Array.from({ length: Number(maxOperations) + 1 }, () => operation);
        expectError(await bulk(scim, operations), 413);
      },
    ),
    check('max-payload-size', 'RFC 7644 §3.7.4', 'a body over maxPayloadSize is a 413', async (scim) => {
      const { maxPayloadSize } = objectOf(scim.capabilities.config['bulk']);
      const title = 'x'.repeat(Number(maxPayloadSize));
      expectError(await bulk(scim, [newUser(scim, 'a', { title })]), 413);
    }),
  ],
);
