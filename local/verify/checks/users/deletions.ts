/** Users that are deleted, and ids of nobody (RFC 7644 §3.6, §3.12). */
import type { JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { NOBODY, PATCH, USER } from '../../urns.ts';
import { textOf } from '../../values.ts';
import { expectError, expectList } from '../support.ts';

const RENAMED = [{ op: 'replace', path: 'displayName', value: 'x' }];

const missing = (method: string, body?: JsonObject): Draft =>
  check(
    `missing-${method.toLowerCase()}`,
    'RFC 7644 §3.12',
    `${method} of a user that there is not is a 404`,
    async (scim) => expectError(await scim.send(method, `/Users/${NOBODY}`, body ? { body } : {}), 404),
  );

const missingGroup = (method: string): Draft =>
  check(
    `missing-${method.toLowerCase()}-group`,
    'RFC 7644 §3.12',
    `${method} of a group that there is not is a 404`,
    async (scim) => expectError(await scim.send(method, `/Groups/${NOBODY}`), 404),
    { needs: ['groups'] },
  );

export const DELETIONS: readonly Draft[] = [
  check(
    'delete',
    'RFC 7644 §3.6',
    'DELETE answers 204 without a body, and the user is gone',
    async (scim) => {
      const user = await scim.user();
      expectAnswer(await scim.delete(user.path), { status: 204 });
      expectError(await scim.get(user.path), 404);
    },
  ),
  check('delete-twice', 'RFC 7644 §3.6', 'DELETE of a deleted user is a 404', async (scim) => {
    const user = await scim.user();
    await scim.delete(user.path);
    expectError(await scim.delete(user.path), 404);
  }),
  check(
    'deleted-put',
    'RFC 7644 §3.6',
    'PUT of a deleted user is a 404, and brings nobody back',
    async (scim) => {
      const user = await scim.user();
      await scim.delete(user.path);
      expectError(await scim.put(user.path, user.attributes), 404);
      expectError(await scim.get(user.path), 404);
    },
  ),
  check(
    'deleted-patch',
    'RFC 7644 §3.6',
    'PATCH of a deleted user is a 404',
    async (scim) => {
      const user = await scim.user();
      await scim.delete(user.path);
      expectError(await scim.patch(user.path, RENAMED), 404);
    },
    { needs: ['patch'] },
  ),
  check(
    'deleted-not-found',
    'RFC 7644 §3.6',
    'a deleted user is in no list',
    async (scim) => {
      const user = await scim.user();
      await scim.delete(user.path);
      expectList(
        await scim.list('/Users', { filter: `userName eq "${textOf(user.attributes['userName'])}"` }),
        [],
      );
    },
    { needs: ['filter'] },
  ),
  check('deleted-name-is-free', 'RFC 7644 §3.6', "a deleted user's name can be taken again", async (scim) => {
    const first = await scim.user();
    await scim.delete(first.path);
    const second = await scim.user({ userName: first.attributes['userName'] ?? '' });
    expectThat(await scim.get(second.path), second.id !== first.id, 'another id', second.id);
  }),
  missing('GET'),
  missing('DELETE'),
  missing('PUT', { schemas: [USER], userName: 'nobody' }),
  { ...missing('PATCH', { schemas: [PATCH], Operations: RENAMED }), needs: ['patch'] },
  missingGroup('GET'),
  missingGroup('DELETE'),
  check(
    'id-of-another-type',
    'RFC 7644 §3.4.1',
    'the id of a user is no id of a group',
    async (scim) => {
      const user = await scim.user();
      expectError(await scim.get(`/Groups/${user.id}`), 404);
    },
    { needs: ['groups'] },
  ),
];
