/** What is returned, by the characteristic of that name (RFC 7643 §2.2). */
import { check, type Draft, NotOffered } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything } from '../../expect/matcher.ts';
import { ENTERPRISE, USER } from '../../urns.ts';
import { objectOf, textOf } from '../../values.ts';
import { expectError } from '../support.ts';
import { attributesOf, CHARACTERISTICS } from './schema.ts';

export const RETURNED: readonly Draft[] = [
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
];
