/** Writes and reads of a version that the client has seen (RFC 9110 §13.1.1). */
import { check, type Draft } from '../../check.ts';
import { errorBody, expectAnswer } from '../../expect/answer.ts';
import { anyText, ifThere } from '../../expect/matcher.ts';
import { memberOf } from '../../resource.ts';
import { expectError, expectNow } from '../support.ts';
import { both, ETAGS, eachWay, expectDone, make, tagOf, write } from './subject.ts';

const matches = (name: string, what: string, tags: (tag: string) => string): readonly Draft[] =>
  eachWay(
    name,
    ETAGS,
    (how) => `${how} is done when If-Match has ${what}`,
    async (scim, how, resource) => {
      const headers = { 'if-match': tags(await tagOf(scim, resource)) };
      expectDone(how, await write(scim, how, resource, headers), resource);
    },
  );

export const IF_MATCH: readonly Draft[] = [
  ...matches('version', 'its version', (tag) => tag),
  ...matches('list', 'a list with its version', (tag) => `"x", ${tag}`),
  ...matches(
    'list-with-gaps',
    'a list with its version and nothing between commas',
    (tag) => `"x", ,${tag},`,
  ),
  ...matches('any', 'an asterisk', () => '*'),
  ...eachWay(
    'stale',
    ETAGS,
    (how) => `${how} with an earlier version is a 412, and changes nothing`,
    async (scim, how, resource) => {
      const before = await tagOf(scim, resource);
      await scim.put(resource.path, { ...resource.attributes, externalId: 'between' });
      expectError(await write(scim, how, resource, { 'if-match': before }), 412);
      await expectNow(scim, resource, { externalId: 'between' });
    },
  ),
  ...eachWay(
    'unquoted',
    'RFC 9110 §8.8.3',
    (how) => `${how} with an If-Match that is no entity tag is refused, and changes nothing`,
    async (scim, how, resource) => {
      const answer = await write(scim, how, resource, { 'if-match': 'never' });
      expectAnswer(answer, { status: [400, 412], body: errorBody(answer.status, ifThere(anyText)) });
      await expectNow(scim, resource);
    },
  ),
  check(
    'group-members-stale',
    ETAGS,
    'a change of members with an earlier version is a 412',
    async (scim) => {
      const [user, team] = [await scim.user(), await scim.group()];
      const before = await tagOf(scim, team);
      const add = [{ op: 'add', path: 'members', value: [memberOf(user)] }];
      await scim.patch(team.path, add);
      const remove = [{ op: 'remove', path: `members[value eq "${user.id}"]` }];
      expectError(await scim.patch(team.path, remove, { 'if-match': before }), 412);
    },
    { needs: ['users', 'groups', 'patch'] },
  ),
  ...both(
    'never',
    ETAGS,
    (kind) => `PUT of a ${kind} with a version that never was is a 412`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      expectError(await write(scim, 'PUT', resource, { 'if-match': 'W/"never"' }), 412);
      await expectNow(scim, resource);
    },
  ),
  ...both(
    'like-its-version',
    ETAGS,
    (kind) => `PUT of a ${kind} with a tag that only begins as its version is a 412`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const longer = (await tagOf(scim, resource)).replace(/"$/, '-longer"');
      expectError(await write(scim, 'PUT', resource, { 'if-match': longer }), 412);
      await expectNow(scim, resource);
    },
  ),
  ...both(
    'gone',
    'RFC 9110 §13.2.1',
    (kind) => `If-Match of a ${kind} that is gone is a 404`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const etag = await tagOf(scim, resource);
      await scim.delete(resource.path);
      expectError(await write(scim, 'PUT', resource, { 'if-match': etag }), 404);
    },
  ),
  ...both(
    'get-stale',
    'RFC 9110 §13.1.1',
    (kind) => `GET of a ${kind} with If-Match of another version is a 412, also where If-None-Match fails`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const etag = await tagOf(scim, resource);
      expectError(await scim.get(resource.path, { 'if-match': '"x"' }), 412);
      expectError(await scim.get(resource.path, { 'if-match': '"x"', 'if-none-match': etag }), 412);
    },
  ),
];
