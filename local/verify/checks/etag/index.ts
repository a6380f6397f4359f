/** Versions and conditional requests (RFC 7644 §3.14, RFC 9110 §13). */
import type { Json, JsonObject } from '../../json.ts';
import { check, type Draft, group } from '../check.ts';
import { expectAnswer, expectThat } from '../expect/answer.ts';
import { anything, entityTag } from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import { memberOf, type Resource } from '../resource.ts';
import type { Session } from '../session.ts';
import { PATCH } from '../urns.ts';
import { listOf, objectOf, textOf } from '../values.ts';
import { expectChanged, expectError, expectNow } from './support.ts';

const ETAGS = 'RFC 7644 §3.14';

type Kind = 'user' | 'group';

const make = (scim: Session, kind: Kind, attributes: JsonObject = {}): Promise<Resource> =>
  kind === 'user' ? scim.user(attributes) : scim.group(attributes);

const tagOf = async (scim: Session, { path }: Resource): Promise<string> =>
  textOf((await scim.get(path)).headers.etag);

const CHANGE: Json = { op: 'replace', path: 'externalId', value: 'changed' };

const write = (scim: Session, how: string, { path, attributes }: Resource, tags: string): Promise<Answer> => {
  const headers = { 'if-match': tags };
  if (how === 'PUT') return scim.put(path, { ...attributes, externalId: 'changed' }, headers);
  if (how === 'PATCH')
    return scim.send('PATCH', path, { body: { schemas: [PATCH], Operations: [CHANGE] }, headers });
  return scim.delete(path, headers);
};

const expectDone = (how: string, answer: Answer, resource: Resource): void => {
  if (how === 'DELETE') expectAnswer(answer, { status: 204 });
  else expectChanged(answer, resource, { externalId: 'changed' });
};

const both = (
  name: string,
  source: string,
  title: (kind: Kind) => string,
  run: (scim: Session, kind: Kind) => Promise<unknown>,
  needs: Draft['needs'] = [],
): readonly Draft[] =>
  (['user', 'group'] as const).map((kind) =>
    check(`${kind}-${name}`, source, title(kind), (scim) => run(scim, kind), {
      needs: kind === 'group' ? [...needs, 'groups'] : [...needs, 'users'],
    }),
  );

const METHODS = ['PUT', 'PATCH', 'DELETE'] as const;

const needsOf = (how: string): NonNullable<Draft['needs']> => (how === 'PATCH' ? ['patch'] : []);

const matches = (name: string, what: string, tags: (tag: string) => string): readonly Draft[] =>
  METHODS.flatMap((how) =>
    both(
      `${how.toLowerCase()}-${name}`,
      ETAGS,
      (kind) => `${how} of a ${kind} is done when If-Match has ${what}`,
      async (scim, kind) => {
        const resource = await make(scim, kind);
        expectDone(how, await write(scim, how, resource, tags(await tagOf(scim, resource))), resource);
      },
      needsOf(how),
    ),
  );

const stale: readonly Draft[] = METHODS.flatMap((how) =>
  both(
    `${how.toLowerCase()}-stale`,
    ETAGS,
    (kind) => `${how} of a ${kind} with an earlier version is a 412, and changes nothing`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const before = await tagOf(scim, resource);
      await scim.put(resource.path, { ...resource.attributes, externalId: 'between' });
      expectError(await write(scim, how, resource, before), 412);
      await expectNow(scim, resource, { externalId: 'between' });
    },
    needsOf(how),
  ),
);

const notModified = (name: string, what: string, tags: (tag: string) => string): readonly Draft[] =>
  both(
    `not-modified-${name}`,
    'RFC 9110 §13.1.2',
    (kind) => `GET of a ${kind} is a 304 with its ETag when If-None-Match has ${what}`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const etag = await tagOf(scim, resource);
      const answer = await scim.get(resource.path, { 'if-none-match': tags(etag) });
      expectAnswer(answer, { status: 304, headers: { etag } });
    },
  );

export const ETAGS_CHECKS = group(
  'etag',
  'Versions and conditional requests',
  ['etag'],
  [
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
        const now = await scim.get(resource.path);
        expectThat(
          now,
          now.headers.etag === answer.headers.etag,
          textOf(answer.headers.etag),
          textOf(now.headers.etag),
        );
      },
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
    ...notModified('version', 'its version', (tag) => tag),
    ...notModified('list', 'a list with its version', (tag) => `W/"nothing", ${tag}, "x"`),
    ...notModified('any', 'an asterisk', () => '*'),
    ...both(
      'modified',
      'RFC 9110 §13.1.2',
      (kind) => `GET of a ${kind} with another version answers it`,
      async (scim, kind) => {
        const resource = await make(scim, kind);
        const answer = await scim.get(resource.path, { 'if-none-match': 'W/"another"' });
        expectAnswer(answer, { status: 200, body: anything });
      },
    ),
    ...both(
      'modified-since',
      'RFC 9110 §13.1.2',
      (kind) => `GET of a ${kind} with an earlier version answers it`,
      async (scim, kind) => {
        const resource = await make(scim, kind);
        const before = await tagOf(scim, resource);
        await scim.put(resource.path, { ...resource.attributes, externalId: 'changed' });
        const answer = await scim.get(resource.path, { 'if-none-match': before });
        expectAnswer(answer, { status: 200, headers: { etag: entityTag }, body: anything });
      },
    ),
    ...matches('version', 'its version', (tag) => tag),
    ...matches('list', 'a list with its version', (tag) => `"x", ${tag}`),
    ...matches('any', 'an asterisk', () => '*'),
    ...stale,
    ...both(
      'never',
      ETAGS,
      (kind) => `PUT of a ${kind} with a version that never was is a 412`,
      async (scim, kind) => {
        const resource = await make(scim, kind);
        expectError(await write(scim, 'PUT', resource, 'W/"never"'), 412);
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
        expectError(await write(scim, 'PUT', resource, etag), 404);
      },
    ),
  ],
);
