/** The ETag of a resource, and when it changes. */
import { check, type Draft, NotOffered } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything, entityTag } from '../../expect/matcher.ts';
import { memberOf } from '../../resource.ts';
import { listOf, objectOf, textOf } from '../../values.ts';
import { both, ETAGS, make, tagOf, write } from './subject.ts';

export const VERSIONS: readonly Draft[] = [
  ...both(
    'get',
    ETAGS,
    (kind) => `GET of a ${kind} has an ETag, which is its meta.version`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const answer = await scim.get(resource.path);
      const { version } = objectOf(objectOf(answer.body)['meta']);
      expectAnswer(answer, { status: 200, headers: { etag: entityTag }, body: anything });
      expectThat(
        answer,
        version === answer.headers.etag,
        `meta.version ${textOf(answer.headers.etag)}`,
        textOf(version),
      );
    },
  ),
  ...both(
    'put',
    ETAGS,
    (kind) => `PUT of a ${kind} answers the new ETag`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const answer = await scim.put(resource.path, { ...resource.attributes, externalId: 'changed' });
      expectAnswer(answer, { status: 200, headers: { etag: entityTag }, body: anything });
      expectThat(answer, answer.headers.etag === (await tagOf(scim, resource)), 'the ETag of GET', 'another');
    },
  ),
  ...both(
    'patch',
    ETAGS,
    (kind) => `an ETag in the answer to a PATCH of a ${kind} with If-Match is that of the next GET`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const answer = await write(scim, 'PATCH', resource, { 'if-match': await tagOf(scim, resource) });
      const { etag } = answer.headers;
      if (etag === undefined) throw new NotOffered('an ETag of what has been changed');
      expectThat(answer, etag === (await tagOf(scim, resource)), 'the ETag of GET', etag);
    },
    ['patch'],
  ),
  ...both(
    'changes',
    ETAGS,
    (kind) => `the ETag of a ${kind} changes with it, and does not without`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const first = await tagOf(scim, resource);
      const again = await tagOf(scim, resource);
      await scim.put(resource.path, { ...resource.attributes, externalId: 'changed' });
      const answer = await scim.get(resource.path);
      expectThat(answer, first === again, first, again);
      expectThat(answer, answer.headers.etag !== first, `another ETag than ${first}`, first);
    },
  ),
  ...both(
    'list',
    ETAGS,
    (kind) => `a list has the version of each ${kind}`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const etag = await tagOf(scim, resource);
      const answer = await scim.list(kind === 'user' ? '/Users' : '/Groups', {
        filter: `id eq "${resource.id}"`,
      });
      const [one] = listOf(objectOf(answer.body)['Resources']);
      const { version } = objectOf(one?.['meta']);
      expectThat(answer, version === etag, etag, textOf(version));
    },
    ['filter'],
  ),
  check(
    'group-members',
    ETAGS,
    'the ETag of a group changes with its members',
    async (scim) => {
      const [user, team] = [await scim.user(), await scim.group()];
      const tags = [await tagOf(scim, team)];
      await scim.patch(team.path, [{ op: 'add', path: 'members', value: [memberOf(user)] }]);
      tags.push(await tagOf(scim, team));
      await scim.patch(team.path, [{ op: 'remove', path: `members[value eq "${user.id}"]` }]);
      const answer = await scim.get(team.path);
      tags.push(textOf(answer.headers.etag));
      expectThat(answer, new Set(tags).size === 3, 'three ETags', tags.join(', '));
    },
    { needs: ['users', 'groups', 'patch'] },
  ),
];
