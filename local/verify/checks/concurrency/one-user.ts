/** Users whom several requests change at once, or ask for right after they are made. */
import { check, type Draft } from '../../check.ts';
import { oneOf } from '../../expect/matcher.ts';
import { bodyOf } from '../../resource.ts';
import { objectOf, textOf } from '../../values.ts';
import { atOnce, expectList, expectNow } from '../support.ts';
import { expectAll, expectOneWinner } from './racing.ts';

export const ONE_USER: readonly Draft[] = [
  check(
    'different-attributes',
    'RFC 7644 §3.5.2',
    'parallel PATCHes of different attributes lose none',
    async (scim) => {
      const user = await scim.user();
      const changes = {
        title: 'a',
        nickName: 'b',
        displayName: 'c',
        locale: 'sv-SE',
        timezone: 'UTC',
        userType: 'd',
      };
      const answers = await Promise.all(
        Object.entries(changes).map(([path, value]) =>
          scim.patch(user.path, [{ op: 'replace', path, value }]),
        ),
      );
      expectAll(answers, 200, 204);
      await expectNow(scim, user, changes);
    },
    { needs: ['patch'] },
  ),
  check(
    'one-attribute',
    'RFC 7644 §3.5.2',
    'parallel PATCHes of one attribute leave one of their values',
    async (scim) => {
      const user = await scim.user();
      const titles = Array.from({ length: 8 }, (_, index) => `title ${index}`);
      const answers = await Promise.all(
        titles.map((value) => scim.patch(user.path, [{ op: 'replace', path: 'title', value }])),
      );
      expectAll(answers, 200, 204);
      await expectNow(scim, user, { title: oneOf(...titles) });
    },
    { needs: ['patch'] },
  ),
  check(
    'put-if-match',
    'RFC 7644 §3.14',
    'of parallel PUTs with one version exactly one succeeds',
    async (scim) => {
      const user = await scim.user();
      const headers = { 'if-match': user.version ?? '' };
      const answers = await atOnce(8, (index) =>
        scim.put(user.path, { ...user.attributes, title: `title ${index}` }, headers),
      );
      const winner = expectOneWinner(answers, 200, 412);
      await expectNow(scim, user, { title: textOf(objectOf(winner.body)['title']) });
    },
    { needs: ['etag'] },
  ),
  check('delete', 'RFC 7644 §3.6', 'of parallel deletions of one user exactly one succeeds', async (scim) => {
    const user = await scim.user();
    expectOneWinner(await atOnce(8, () => scim.delete(user.path)), 204, 404);
  }),
  check(
    'read-your-writes',
    'Entra ID: looks a user up right after creating it',
    'a user is found at once, by id and by name',
    async (scim) => {
      await atOnce(8, async () => {
        const user = await scim.user();
        await expectNow(scim, user);
        const filter = `userName eq "${textOf(user.attributes['userName'])}"`;
        expectList(await scim.list('/Users', { filter }), [bodyOf(user)]);
      });
    },
    { needs: ['filter'] },
  ),
];
