/** One name that several want at once (RFC 7643 §7). */
import { check, type Draft } from '../../check.ts';
import { bodyOf } from '../../resource.ts';
import { GROUP, USER } from '../../urns.ts';
import { objectOf, textOf } from '../../values.ts';
import { atOnce, expectList } from '../support.ts';
import { AT_ONCE, expectOneWinner, usersOf } from './racing.ts';

export const NAMES: readonly Draft[] = [
  check(
    'create-one-name',
    'RFC 7644 §3.3',
    'of parallel creations of one userName exactly one succeeds',
    async (scim) => {
      const userName = `${scim.name('race')}@example.com`;
      const answers = await atOnce(AT_ONCE, () =>
        scim.post('/Users', { schemas: [USER], userName, active: true }),
      );
      const { body } = expectOneWinner(answers, 201, 409, 'uniqueness');
      const found = await scim.list('/Users', {
        filter: `userName eq "${userName}"`,
        attributes: 'userName',
      });
      expectList(found, [{ schemas: [USER], id: textOf(objectOf(body)['id']), userName }]);
    },
    { needs: ['filter'] },
  ),
  check(
    'create-one-name-in-any-case',
    'RFC 7643 §4.1.1',
    'of parallel creations of one userName in two cases exactly one succeeds',
    async (scim) => {
      const name = `${scim.name('race')}@example.com`;
      const answers = await atOnce(AT_ONCE, (index) =>
        scim.post('/Users', { schemas: [USER], userName: index % 2 === 0 ? name : name.toUpperCase() }),
      );
      expectOneWinner(answers, 201, 409, 'uniqueness');
    },
  ),
  check(
    'create-one-group',
    'RFC 7643 §7',
    'of parallel creations of one displayName exactly one succeeds, where it is unique',
    async (scim) => {
      const displayName = scim.name('race');
      const answers = await atOnce(AT_ONCE, () => scim.post('/Groups', { schemas: [GROUP], displayName }));
      expectOneWinner(answers, 201, 409, 'uniqueness');
    },
    { needs: ['groups', 'unique group names'] },
  ),
  check(
    'create-many',
    'RFC 7644 §3.3',
    'parallel creations of different users all succeed, and all are found',
    async (scim) => {
      const label = scim.name('many');
      const users = await atOnce(AT_ONCE, (index) =>
        scim.user({ userName: `${label}-${index}@example.com` }),
      );
      expectList(
        await scim.list('/Users', { filter: `userName sw "${label}-"` }),
        users.map((user) => bodyOf(user)),
      );
    },
    { needs: ['filter'] },
  ),
  check(
    'rename-to-one-name',
    'RFC 7644 §3.5.2',
    'of parallel renames to one userName exactly one succeeds',
    async (scim) => {
      const userName = `${scim.name('race')}@example.com`;
      const users = await usersOf(scim, 6);
      const answers = await Promise.all(
        users.map(({ path }) => scim.put(path, { schemas: [USER], userName, active: true })),
      );
      expectOneWinner(answers, 200, 409, 'uniqueness');
    },
  ),
];
