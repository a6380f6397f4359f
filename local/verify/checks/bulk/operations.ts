/** What a bulk request can do, in which order (RFC 7644 §3.7). */
import { check, type Draft } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything } from '../../expect/matcher.ts';
import { memberOf } from '../../resource.ts';
import { GROUP, PATCH } from '../../urns.ts';
import { listOf, objectOf } from '../../values.ts';
import { expectError, expectNow } from '../support.ts';
import {
  BULK,
  bulk,
  done,
  expectBulk,
  failed,
  idOf,
  membersOf,
  newUser,
  patching,
  statusesIn,
} from './support.ts';

const INTENT = 'RFC 7644 §3.7';

export const OPERATIONS: readonly Draft[] = [
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
  check(
    'repeated',
    INTENT,
    'several changes of one resource are made in their order',
    async (scim) => {
      const user = await scim.user();
      const titled = (value: string) => patching(user.path, { op: 'replace', path: 'title', value });
      const answer = await bulk(scim, ['a', 'b', 'c', 'd', 'e'].map(titled));
      expectAnswer(answer, { status: 200, body: anything });
      await expectNow(scim, user, { title: 'e' });
    },
    { needs: ['patch'] },
  ),
  check('name-given-up', INTENT, 'a name that one operation gives up is free for the next', async (scim) => {
    const user = await scim.user();
    const { userName = null } = user.attributes;
    const answer = await bulk(scim, [
      { method: 'DELETE', path: user.path },
      newUser(scim, 'a', { userName }),
    ]);
    expectBulk(answer, [done('DELETE', 204, user.location), done('POST', 201, anything, { bulkId: 'a' })]);
  }),
  check('name-taken', INTENT, 'of two operations that take one name the first has it', async (scim) => {
    const userName = `${scim.name('one')}@example.com`;
    const answer = await bulk(scim, [
      newUser(scim, 'a', { userName }),
      newUser(scim, 'b', { userName: userName.toUpperCase() }),
    ]);
    expectBulk(answer, [
      done('POST', 201, anything, { bulkId: 'a' }),
      failed('POST', 409, 'uniqueness', { bulkId: 'b' }),
    ]);
  }),
  check(
    'changed-and-deleted',
    INTENT,
    'what is changed and then deleted is gone',
    async (scim) => {
      const user = await scim.user();
      const answer = await bulk(scim, [
        patching(user.path, { op: 'replace', path: 'title', value: 'x' }),
        { method: 'DELETE', path: user.path },
        patching(user.path, { op: 'replace', path: 'title', value: 'y' }),
      ]);
      const [first = ''] = statusesIn(answer);
      expectBulk(answer, [
        done('PATCH', first === '204' ? 204 : 200, user.location),
        done('DELETE', 204, user.location),
        failed('PATCH', 404, undefined, { location: user.location }),
      ]);
    },
    { needs: ['patch'] },
  ),
  check(
    'member-deleted',
    INTENT,
    'who is added to a group and then deleted is in it no more',
    async (scim) => {
      const [user, team] = [await scim.user(), await scim.group()];
      const answer = await bulk(scim, [
        patching(team.path, { op: 'add', path: 'members', value: [memberOf(user)] }),
        { method: 'DELETE', path: user.path },
      ]);
      expectAnswer(answer, { status: 200, body: anything });
      const members = await membersOf(scim, team.id);
      expectThat(answer, members.length === 0, 'nobody', members.join());
    },
    { needs: ['patch'] },
  ),
  check('group-put', BULK, 'a group is replaced', async (scim) => {
    const [user, team] = [await scim.user(), await scim.group()];
    const { displayName = null } = team.attributes;
    const data = { schemas: [GROUP], displayName, members: [memberOf(user)] };
    expectBulk(await bulk(scim, [{ method: 'PUT', path: team.path, data }]), [
      done('PUT', 200, team.location),
    ]);
    const members = await membersOf(scim, team.id);
    expectThat(await scim.get(team.path), members.join() === user.id, user.id, members.join());
  }),
  check('nothing', BULK, 'a bulk of no operations is done', async (scim) =>
    expectBulk(await bulk(scim, []), []),
  ),
  check('many', BULK, 'a hundred users are created at once', async (scim) => {
    const users = Array.from({ length: 100 }, (_, n) => newUser(scim, `u${n}`));
    const answer = await bulk(scim, users);
    expectBulk(
      answer,
      users.map(({ bulkId = null }) => done('POST', 201, anything, { bulkId })),
    );
    expectAnswer(await scim.get(`/Users/${idOf(answer, 99)}`), { status: 200, body: anything });
  }),
];
