/** Several operations, and what a PATCH is as a whole (RFC 7644 §3.5.2). */
import { check, type Draft } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { bodyOf } from '../../resource.ts';
import { objectOf, textOf } from '../../values.ts';
import { expectError, expectNow, expectPatched } from '../support.ts';
import { HOME, OTHER, PATCHING, patched, userBefore, WORK } from './patched.ts';

export const SEVERAL: readonly Draft[] = [
  patched(
    'several',
    PATCHING,
    'several operations are all done',
    [
      { op: 'replace', path: 'displayName', value: 'Augusta' },
      { op: 'add', path: 'emails', value: [OTHER] },
      { op: 'remove', path: 'name.givenName' },
      { op: 'replace', path: 'active', value: false },
    ],
    {
      displayName: 'Augusta',
      emails: [{ ...WORK, primary: true }, HOME, OTHER],
      name: { familyName: 'Byron' },
      active: false,
    },
  ),
  patched(
    'in-order',
    PATCHING,
    'operations take effect one after the other',
    [
      { op: 'remove', path: 'emails' },
      { op: 'add', path: 'emails', value: [OTHER] },
      { op: 'add', path: 'emails', value: [HOME] },
      { op: 'replace', path: 'emails[type eq "home"].value', value: 'new@example.com' },
    ],
    { emails: [OTHER, { ...HOME, value: 'new@example.com' }] },
  ),
  patched(
    'last-wins',
    PATCHING,
    'the last operation on an attribute has the last word',
    [
      { op: 'replace', path: 'title', value: 'First' },
      { op: 'remove', path: 'title' },
      { op: 'add', path: 'title', value: 'Last' },
    ],
    { title: 'Last' },
  ),
  check('atomic', PATCHING, 'a PATCH of which one operation cannot be done does nothing', async (scim) => {
    const user = await userBefore(scim);
    const answer = await scim.patch(user.path, [
      { op: 'replace', path: 'displayName', value: 'half-written' },
      { op: 'remove', path: 'emails' },
      { op: 'replace', path: 'userName', value: null },
    ]);
    expectThat(answer, answer.status === 400, 'status 400', textOf(answer.status));
    await expectNow(scim, user);
  }),
  check('renames', PATCHING, 'a PATCH renames a user, whose old name is free then', async (scim) => {
    const user = await scim.user();
    const userName = `${scim.name('renamed')}@example.com`;
    await expectPatched(scim, user, [{ op: 'replace', path: 'userName', value: userName }], { userName });
    await scim.user({ userName: user.attributes['userName'] ?? null });
  }),
  check(
    'taken',
    PATCHING,
    'a PATCH to a userName that is taken is a 409, and changes nothing',
    async (scim) => {
      const [user, other] = [await userBefore(scim), await scim.user()];
      const answer = await scim.patch(user.path, [
        { op: 'replace', path: 'displayName', value: 'half-written' },
        { op: 'replace', path: 'userName', value: other.attributes['userName'] ?? null },
      ]);
      expectError(answer, 409, 'uniqueness');
      await expectNow(scim, user);
    },
  ),
  check(
    'with-attributes',
    PATCHING,
    'a PATCH that asks for attributes is answered 200 with them',
    async (scim) => {
      const user = await userBefore(scim);
      const answer = await scim.patch(`${user.path}?attributes=title`, [
        { op: 'replace', path: 'title', value: 'Countess' },
      ]);
      expectAnswer(answer, {
        status: 200,
        body: { schemas: user.attributes['schemas'] ?? null, id: user.id, title: 'Countess' },
      });
    },
  ),
  check('last-modified', 'RFC 7643 §3.1', 'a change moves lastModified, and leaves created', async (scim) => {
    const user = await scim.user();
    await scim.patch(user.path, [{ op: 'replace', path: 'title', value: 'Countess' }]);
    const answer = await scim.get(user.path);
    const meta = objectOf(objectOf(answer.body)['meta']);
    expectAnswer(answer, { status: 200, body: bodyOf(user, { title: 'Countess' }) });
    expectThat(
      answer,
      Date.parse(textOf(meta['lastModified'])) >= Date.parse(user.created),
      'lastModified not before created',
      textOf(meta['lastModified']),
    );
  }),
];
