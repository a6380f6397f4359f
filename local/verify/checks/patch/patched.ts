/** What the checks of PATCH have in common. */
import type { Json } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { expectThat } from '../../expect/answer.ts';
import type { Template } from '../../expect/matcher.ts';
import type { Resource } from '../../resource.ts';
import type { Session } from '../../session.ts';
import { objectOf, textOf } from '../../values.ts';
import { enterpriseIn, expectChanged, expectError, expectNow, expectPatched } from '../support.ts';

export const PATCHING = 'RFC 7644 §3.5.2';
export const ADD = 'RFC 7644 §3.5.2.1';
export const REMOVE = 'RFC 7644 §3.5.2.2';
export const REPLACE = 'RFC 7644 §3.5.2.3';

export const WORK = { value: 'work@example.com', type: 'work' };
export const HOME = { value: 'home@example.com', type: 'home' };
export const OTHER = { value: 'other@example.com', type: 'other' };
export const NAME = { familyName: 'Byron', givenName: 'Ada' };

/** The user that every one of these PATCHes is for. */
export const userBefore = (scim: Session): Promise<Resource> =>
  scim.user(
    scim.extended(
      { displayName: 'Ada', name: NAME, emails: [{ ...WORK, primary: true }, HOME] },
      { department: 'Engines', division: 'North' },
    ),
  );

type Changes = Readonly<Record<string, Template | undefined>>;

export const patched = (
  name: string,
  source: string,
  title: string,
  operations: readonly Json[],
  after: Changes,
): Draft =>
  check(name, source, title, async (scim) => expectPatched(scim, await userBefore(scim), operations, after), {
    needs: enterpriseIn(operations),
  });

export const refused = (
  name: string,
  title: string,
  operation: Json,
  scimType: string,
  source: string,
): Draft =>
  check(`refused-${name}`, source, title, async (scim) => {
    const user = await userBefore(scim);
    // The operation before it is right; none of its effect may be seen.
    const operations = [{ op: 'replace', path: 'displayName', value: 'half-written' }, operation];
    expectError(await scim.patch(user.path, operations), 400, scimType);
    await expectNow(scim, user);
  });

export const malformed = (name: string, title: string, body: Json): Draft =>
  check(`malformed-${name}`, PATCHING, title, async (scim) => {
    const user = await userBefore(scim);
    expectError(await scim.send('PATCH', user.path, { body }), 400, 'invalidSyntax');
    await expectNow(scim, user);
  });

/** A change that is none leaves version and lastModified alone. */
export const idle = (name: string, source: string, title: string, operation: Json): Draft =>
  check(name, source, title, async (scim) => {
    const user = await userBefore(scim);
    expectChanged(await scim.patch(user.path, [operation]), user, {});
    const answer = await expectNow(scim, user);
    const { lastModified, version } = objectOf(objectOf(answer.body)['meta']);
    const before = objectOf(user.body['meta']);
    expectThat(
      answer,
      lastModified === before['lastModified'] && version === before['version'],
      `lastModified ${textOf(before['lastModified'])} and version ${textOf(before['version'])}`,
      `${textOf(lastModified)} and ${textOf(version)}`,
    );
  });
