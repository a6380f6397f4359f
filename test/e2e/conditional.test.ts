import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../lambda/scim/json.ts';
import type { Target } from '../../local/replay/client.ts';
import {
  addMembers,
  asError,
  call,
  createGroup,
  createUser,
  GROUP,
  patch,
  removeMembers,
  type ScimAnswer,
  scimError,
  USER,
} from './scim.ts';
import { type Service, startService } from './service.ts';

let service: Service;
let target: Target;
let paths: { readonly user: string; readonly group: string };
let member: string;

beforeAll(async () => {
  service = await startService();
}, 60_000);

afterAll(() => service?.close());

beforeEach(async () => {
  target = await service.openTenant();
  member = await createUser(target, 'tomas.quintaneiro@contoso.com');
  paths = {
    user: `/Users/${await createUser(target, 'josefina.quintaneiro@contoso.com')}`,
    group: `/Groups/${await createGroup(target, 'Sales EMEA')}`,
  };
});

const BODIES: Readonly<Record<'user' | 'group', JsonObject>> = {
  user: { schemas: [USER], userName: 'josefina.quintaneiro@contoso.com', title: 'Lead' },
  group: { schemas: [GROUP], displayName: 'Sales EMEA', externalId: 'a' },
};
const CHANGE = patch({ op: 'replace', path: 'externalId', value: 'b' });

const etagOf = async (path: string): Promise<string> =>
  String((await call(target, 'GET', path)).headers['etag']);

const addMember = () => call(target, 'PATCH', paths.group, addMembers(member));

describe.each(['user', 'group'] as const)('the ETag of a %s', (kind) => {
  test('is weak, and the version in its meta', async () => {
    const { headers, body } = await call(target, 'GET', paths[kind]);
    expect(headers['etag']).toMatch(/^W\/"[^"]+"$/);
    expect(body.meta.version).toBe(headers['etag']);
  });

  test('comes with the answers that create and replace', async () => {
    const replaced = await call(target, 'PUT', paths[kind], BODIES[kind]);
    expect(replaced.headers['etag']).toBe(await etagOf(paths[kind]));
    expect(replaced.body.meta.version).toBe(replaced.headers['etag']);
  });

  test('changes with the resource, and not without', async () => {
    const first = await etagOf(paths[kind]);
    expect(await etagOf(paths[kind])).toBe(first);
    await call(target, 'PATCH', paths[kind], CHANGE);
    const second = await etagOf(paths[kind]);
    expect(second).not.toBe(first);
    await call(target, 'PATCH', paths[kind], CHANGE);
    expect(await etagOf(paths[kind])).toBe(second);
  });

  test('changes with a membership', async () => {
    const path = kind === 'user' ? `/Users/${member}` : paths.group;
    const etags = [await etagOf(path)];
    await addMember();
    etags.push(await etagOf(path));
    await call(target, 'PATCH', paths.group, removeMembers(member));
    etags.push(await etagOf(path));
    expect(etags[1]).not.toBe(etags[0]);
    expect(etags[2]).not.toBe(etags[1]);
  });
});

describe.each(['user', 'group'] as const)('If-None-Match of a %s', (kind) => {
  const get = (tags: string) => call(target, 'GET', paths[kind], undefined, { 'if-none-match': tags });

  test.each([
    ['the version', (etag: string) => etag],
    ['the version without its weakness', (etag: string) => etag.replace('W/', '')],
    ['any version', () => '*'],
    ['a list with the version', (etag: string) => `W/"0", ${etag}, "x"`],
  ])('with %s answers 304, the ETag and no body', async (_, tagsOf) => {
    const etag = await etagOf(paths[kind]);
    const { status, headers, body } = await get(tagsOf(etag));
    expect({ status, etag: headers['etag'], body }).toEqual({ status: 304, etag, body: undefined });
  });

  test('with another version answers the resource', async () => {
    expect(await get('W/"0"')).toMatchObject({ status: 200, body: { meta: { version: expect.anything() } } });
  });

  test('answers the resource once it has changed', async () => {
    const etag = await etagOf(paths[kind]);
    await call(target, 'PATCH', paths[kind], CHANGE);
    expect(await get(etag)).toMatchObject({ status: 200, body: { externalId: 'b' } });
  });
});

describe.each(['user', 'group'] as const)('If-Match of a %s', (kind) => {
  const ways: readonly [string, (tags: string) => Promise<ScimAnswer>, number][] = [
    ['PUT', (tags) => call(target, 'PUT', paths[kind], BODIES[kind], { 'if-match': tags }), 200],
    [
      'PATCH',
      (tags) => call(target, 'PATCH', paths[kind], CHANGE, { 'if-match': tags }),
      kind === 'user' ? 200 : 204,
    ],
    ['DELETE', (tags) => call(target, 'DELETE', paths[kind], undefined, { 'if-match': tags }), 204],
  ];

  describe.each(ways)('%s', (_, write, success) => {
    test.each([
      ['the version', (etag: string) => etag],
      ['any version', () => '*'],
      ['a list with the version', (etag: string) => `"x", ${etag}`],
    ])('is done with %s', async (_name, tagsOf) => {
      expect((await write(tagsOf(await etagOf(paths[kind])))).status).toBe(success);
    });

    test('is refused with the version before the last, and changes nothing', async () => {
      const before = await etagOf(paths[kind]);
      await call(
        target,
        'PATCH',
        paths[kind],
        patch({ op: 'replace', path: 'externalId', value: 'between' }),
      );
      expect(asError(await write(before))).toEqual(scimError(412));
      expect((await call(target, 'GET', paths[kind])).body.externalId).toBe('between');
    });

    test.each(['W/"900", W/"901"', 'W/"1-anything"', 'W/"0"'])(
      'is refused with other versions: %s',
      async (tags) => {
        expect(asError(await write(tags))).toEqual(scimError(412));
      },
    );

    test.each(['1', 'W/1', '', '"1', '*, "1"'])(
      'is told that %j is no entity tag, and changes nothing',
      async (tags) => {
        expect(asError(await write(tags))).toEqual(scimError(400, 'invalidValue'));
        expect((await call(target, 'GET', paths[kind])).body.externalId).toBeUndefined();
      },
    );
  });

  test('of a resource that does not exist is a 404', async () => {
    await call(target, 'DELETE', paths[kind]);
    for (const [, write] of ways) expect(asError(await write('*'))).toEqual(scimError(404));
  });
});

describe.each(['user', 'group'] as const)('If-None-Match of a write of a %s', (kind) => {
  const success = kind === 'user' ? 200 : 204;
  const patching = (tags: string) => call(target, 'PATCH', paths[kind], CHANGE, { 'if-none-match': tags });
  const ways: readonly [string, (tags: string) => Promise<ScimAnswer>, number][] = [
    ['PUT', (tags) => call(target, 'PUT', paths[kind], BODIES[kind], { 'if-none-match': tags }), 200],
    ['PATCH', patching, success],
    ['DELETE', (tags) => call(target, 'DELETE', paths[kind], undefined, { 'if-none-match': tags }), 204],
  ];

  test.each(ways)(
    '%s is refused where it names the version, and done where it does not',
    async (_, write, done) => {
      const before = (await call(target, 'GET', paths[kind])).body;
      const etag = before.meta.version;
      for (const tags of ['*', etag, `"x", ${etag}`]) {
        expect(asError(await write(tags))).toEqual(scimError(412));
      }
      expect((await call(target, 'GET', paths[kind])).body).toEqual(before);
      expect((await write('W/"900"')).status).toBe(done);
    },
  );

  test('is looked at after If-Match', async () => {
    const etag = await etagOf(paths[kind]);
    const write = (ifMatch: string, ifNoneMatch: string) =>
      call(target, 'PATCH', paths[kind], CHANGE, { 'if-match': ifMatch, 'if-none-match': ifNoneMatch });
    expect(asError(await write(etag, etag))).toEqual(scimError(412));
    expect(asError(await write('"x"', '"x"'))).toEqual(scimError(412));
    expect((await write(etag, '"x"')).status).toBe(success);
  });

  test('of what is gone is a 404', async () => {
    await call(target, 'DELETE', paths[kind]);
    for (const [, write] of ways) expect(asError(await write('*'))).toEqual(scimError(404));
  });
});

describe('the ETag of the answer to a PATCH of a group', () => {
  const rename = (etag: string, displayName: string) =>
    call(target, 'PATCH', paths.group, patch({ op: 'replace', path: 'displayName', value: displayName }), {
      'if-match': etag,
    });

  test('leads to the next one, without a GET between', async () => {
    const first = await rename(await etagOf(paths.group), 'Sales');
    expect({ status: first.status, etag: first.headers['etag'] }).toEqual({
      status: 204,
      etag: await etagOf(paths.group),
    });
    const second = await rename(String(first.headers['etag']), 'Sales and Marketing');
    expect(second.status).toBe(204);
    expect(asError(await rename(String(first.headers['etag']), 'Late'))).toEqual(scimError(412));
  });

  test('is left out where members come and go unread', async () => {
    expect((await addMember()).headers).not.toHaveProperty('etag');
  });
});

describe('If-Match of a group', () => {
  test('is refused once a member has come or gone', async () => {
    const empty = await etagOf(paths.group);
    await addMember();
    const rename = (tags: string) => call(target, 'PATCH', paths.group, CHANGE, { 'if-match': tags });
    expect(asError(await rename(empty))).toEqual(scimError(412));
    expect((await rename(await etagOf(paths.group))).status).toBe(204);
  });

  test('guards a change of members as well', async () => {
    const empty = await etagOf(paths.group);
    await addMember();
    const remove = (tags: string) =>
      call(target, 'PATCH', paths.group, removeMembers(member), { 'if-match': tags });
    expect(asError(await remove(empty))).toEqual(scimError(412));
    expect((await remove(await etagOf(paths.group))).status).toBe(204);
  });
});

describe('If-Match of a user', () => {
  test('is not refused for a membership, which no write of the user changes', async () => {
    const path = `/Users/${member}`;
    const alone = await etagOf(path);
    await addMember();
    expect((await call(target, 'PATCH', path, CHANGE, { 'if-match': alone })).status).toBe(200);
  });
});
