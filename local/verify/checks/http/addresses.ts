/** Where a resource is, and how that is written (RFC 7644 §3.3, RFC 3986). */
import { check, type Draft, NotOffered } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything } from '../../expect/matcher.ts';
import { bodyOf } from '../../resource.ts';
import { expectList } from '../support.ts';

/** A user is found by a filter that is written in the query in some way. */
const found = (
  name: string,
  source: string,
  title: string,
  label: string,
  query: (userName: string) => string,
): Draft =>
  check(
    name,
    source,
    title,
    async (scim) => {
      const userName = `${scim.name(label)}@example.com`;
      const user = await scim.user({ userName });
      expectList(await scim.get(`/Users?filter=${query(userName)}`), [bodyOf(user)]);
    },
    { needs: ['filter'] },
  );

export const ADDRESSES: readonly Draft[] = [
  check(
    'location-leads-there',
    'RFC 7644 §3.3',
    'the path of a Location is that of the user',
    async (scim) => {
      const user = await scim.user();
      const { pathname } = new URL(user.location);
      const answer = await scim.get(user.path);
      expectThat(
        answer,
        pathname.endsWith(`/Users/${user.id}`),
        `a path that ends in /Users/${user.id}`,
        pathname,
      );
    },
  ),
  check(
    'content-location',
    'RFC 7643 §3.1',
    'Content-Location is the meta.location of what is answered',
    async (scim) => {
      const user = await scim.user();
      const headers = { 'content-location': user.location };
      const changed = { ...user.attributes, title: 'Lead' };
      const answer = await scim.get(user.path);
      if (answer.headers['content-location'] === undefined) throw new NotOffered('Content-Location');
      expectAnswer(answer, { status: 200, headers, body: anything });
      expectAnswer(await scim.put(user.path, changed), { status: 200, headers, body: anything });
    },
  ),
  check('encoded-id', 'RFC 3986 §6.2.2.2', 'an id may come percent-encoded', async (scim) => {
    const user = await scim.user();
    const encoded = user.id.replace(/^./, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
    expectAnswer(await scim.get(`/Users/${encoded}`), { status: 200, body: bodyOf(user) });
  }),
  found('plus-in-query', 'RFC 3986 §3.4', 'a plus that is encoded is a plus', 'a+b', (userName) =>
    encodeURIComponent(`userName eq "${userName}"`),
  ),
  found(
    'space-as-plus',
    'Entra ID',
    'a plus in a query is a space',
    'form',
    (userName) => `userName+eq+%22${encodeURIComponent(userName)}%22`,
  ),
];
