/** Reads of what a client does not have yet, and writes of what is not there yet (RFC 9110 §13.1.2). */
import { check, type Draft, NotOffered } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import { anything, entityTag } from '../../expect/matcher.ts';
import { expectError, expectNow } from '../support.ts';
import { both, eachWay, expectDone, make, tagOf, write } from './subject.ts';

const SOURCE = 'RFC 9110 §13.1.2';

const notModified = (name: string, what: string, tags: (tag: string) => string): readonly Draft[] =>
  both(
    `not-modified-${name}`,
    SOURCE,
    (kind) => `GET of a ${kind} is a 304 with its ETag when If-None-Match has ${what}`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const etag = await tagOf(scim, resource);
      const answer = await scim.get(resource.path, { 'if-none-match': tags(etag) });
      expectAnswer(answer, { status: 304, headers: { etag } });
    },
  );

const refused = (name: string, what: string, tags: (tag: string) => string): readonly Draft[] =>
  eachWay(
    `exists-${name}`,
    SOURCE,
    (how) => `${how} is a 412 when If-None-Match has ${what}, and changes nothing`,
    async (scim, how, resource) => {
      const headers = { 'if-none-match': tags(await tagOf(scim, resource)) };
      expectError(await write(scim, how, resource, headers), 412);
      await expectNow(scim, resource);
    },
  );

const documents = ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'].map((path) =>
  check(
    `not-modified-${path.slice(1).toLowerCase()}`,
    SOURCE,
    `GET of ${path} is a 304 when If-None-Match has its ETag`,
    async (scim) => {
      const { etag } = (await scim.get(path)).headers;
      if (etag === undefined) throw new NotOffered(`an ETag of ${path}`);
      expectAnswer(await scim.get(path, { 'if-none-match': etag }), { status: 304, headers: { etag } });
      expectAnswer(await scim.get(path, { 'if-none-match': '"x"' }), { status: 200, body: anything });
    },
    { needs: [{ endpoint: path }] },
  ),
);

export const IF_NONE_MATCH: readonly Draft[] = [
  ...notModified('version', 'its version', (tag) => tag),
  ...notModified('strong', 'its version without its weakness', (tag) => tag.replace(/^W\//, '')),
  ...notModified('list', 'a list with its version', (tag) => `W/"nothing", ${tag}, "x"`),
  ...notModified('any', 'an asterisk', () => '*'),
  ...both(
    'modified',
    SOURCE,
    (kind) => `GET of a ${kind} with another version answers it`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const answer = await scim.get(resource.path, { 'if-none-match': 'W/"another"' });
      expectAnswer(answer, { status: 200, body: anything });
    },
  ),
  ...both(
    'modified-since',
    SOURCE,
    (kind) => `GET of a ${kind} with an earlier version answers it`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      const before = await tagOf(scim, resource);
      await scim.put(resource.path, { ...resource.attributes, externalId: 'changed' });
      const answer = await scim.get(resource.path, { 'if-none-match': before });
      expectAnswer(answer, { status: 200, headers: { etag: entityTag }, body: anything });
    },
  ),
  ...documents,
  ...refused('version', 'its version', (tag) => tag),
  ...refused('list', 'a list with its version', (tag) => `"x", ${tag}`),
  ...refused('any', 'an asterisk', () => '*'),
  ...eachWay(
    'other',
    SOURCE,
    (how) => `${how} is done when If-None-Match has another version`,
    async (scim, how, resource) =>
      expectDone(how, await write(scim, how, resource, { 'if-none-match': 'W/"another"' }), resource),
  ),
  ...both(
    'nothing-there',
    'RFC 9110 §13.2.1',
    (kind) => `PUT of a ${kind} that is gone with If-None-Match: * is a 404`,
    async (scim, kind) => {
      const resource = await make(scim, kind);
      await scim.delete(resource.path);
      expectError(await write(scim, 'PUT', resource, { 'if-none-match': '*' }), 404);
    },
  ),
];
