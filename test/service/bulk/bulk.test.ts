import { setImmediate as quiet } from 'node:timers/promises';
import { describe, expect, jest, test } from '@jest/globals';
import { ScimError } from '../../../lambda/scim/error.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { bulkService } from '../../../lambda/service/bulk/bulk.ts';
import type { TrailEntry } from '../../../lambda/service/bulk/trail.ts';
import type { Context } from '../../../lambda/service/context.ts';
import { groupService } from '../../../lambda/service/groups.ts';
import { userService } from '../../../lambda/service/users.ts';
import { Unavailable } from '../../../lambda/store/error.ts';
import { adding, bulkOf, newGroup, newUser, patch, remove } from '../../scim/bulk/support.ts';
import { ENTERPRISE, scimError, USER_URN } from '../../scim/support.ts';
import { CONTEXT } from '../support.ts';
import { memoryDirectory } from './memory-directory.ts';

const NOBODY = '9f0c2d1e-7a4b-4c3d-8e5f-0a1b2c3d4e5f';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const location = (type: 'Users' | 'Groups') =>
  expect.stringMatching(new RegExp(`^https://example.com/scim/${type}/${UUID}$`));
const error = (status: string, scimType?: string, detail = '') => ({
  schemas: [ERROR],
  status,
  ...(scimType !== undefined && { scimType }),
  detail: expect.stringContaining(detail),
});

/** What is answered of an operation. */
interface Answered {
  readonly status: string;
  readonly location?: string;
  readonly response?: Json;
}

/** A directory of its own, and what is heard of each request. */
const serviceOf = (turn: (call: string) => Promise<unknown> = async () => {}) => {
  const { directory, held } = memoryDirectory(turn);
  const bulk = bulkService({ User: userService(directory), Group: groupService(directory, 3) });
  const trail: TrailEntry[] = [];
  const send = async (operations: readonly Json[], more: JsonObject = {}, context: Context = CONTEXT) => {
    const { Operations } = await bulk(context, bulkOf(operations, more), {
      ended: (entry) => trail.push(entry),
      unexpected: (thrown) => new ScimError(500, `of ${thrown instanceof Error ? thrown.name : 'nothing'}`),
    });
    return Operations as unknown as readonly Answered[];
  };
  return { send, held, trail };
};

const untilQuiet = async (turns: number): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) await quiet();
};

const idIn = (answered: Answered | undefined): string => answered?.location?.split('/').at(-1) ?? '';
const manager = (value: string) => ({ [ENTERPRISE]: { manager: { value } } });

describe('the answer', () => {
  test('has of each operation what its single form would say, but no body', async () => {
    const { send } = serviceOf();
    const made = await send([newUser('ada'), newGroup('crew', ['bulkId:ada'])]);
    expect(made).toEqual([
      { method: 'POST', bulkId: 'ada', version: 'W/"1"', location: location('Users'), status: '201' },
      { method: 'POST', bulkId: 'crew', version: 'W/"1"', location: location('Groups'), status: '201' },
    ]);
    const [ada, crew] = made.map(idIn);
    expect(
      await send([
        { method: 'PUT', path: `/Users/${ada}`, bulkId: 'x', data: { schemas: [USER_URN], userName: 'ada' } },
        patch(`/Users/${ada}`, { op: 'add', path: 'title', value: 'x' }),
        adding(`/Groups/${crew}`, String(ada)),
        remove(`/Groups/${crew}`),
      ]),
    ).toEqual([
      { method: 'PUT', bulkId: 'x', version: 'W/"2"', location: made[0]?.location, status: '200' },
      { method: 'PATCH', version: 'W/"3"', location: made[0]?.location, status: '200' },
      { method: 'PATCH', location: made[1]?.location, status: '204' },
      { method: 'DELETE', location: made[1]?.location, status: '204' },
    ]);
  });

  test('has the error of what fails, with its location unless it is a creation', async () => {
    const { send } = serviceOf();
    expect(
      await send([
        newUser('ada'),
        newUser('b', { userName: 'ADA' }),
        remove(`/Users/${NOBODY}`),
        { method: 'PUT', path: `/Groups/${NOBODY}`, bulkId: 'x' },
        { method: 'GET', path: '/Users' },
        remove('/Users/bulkId:nobody'),
      ]),
    ).toEqual([
      expect.objectContaining({ status: '201' }),
      { method: 'POST', bulkId: 'b', status: '409', response: error('409', 'uniqueness') },
      {
        method: 'DELETE',
        location: `https://example.com/scim/Users/${NOBODY}`,
        status: '404',
        response: error('404'),
      },
      {
        method: 'PUT',
        bulkId: 'x',
        location: `https://example.com/scim/Groups/${NOBODY}`,
        status: '400',
        response: error('400', 'invalidValue', 'data'),
      },
      { status: '400', response: error('400', 'invalidValue', 'method') },
      { method: 'DELETE', status: '400', response: error('400', 'invalidValue', '"nobody"') },
    ]);
  });

  test('is refused as a whole, and nothing done, where the request is wrong as a whole', async () => {
    const { send, held, trail } = serviceOf();
    await expect(send([newUser('a'), newUser('a')])).rejects.toEqual(scimError(400, 'invalidValue'));
    expect(held.size).toBe(0);
    expect(trail).toEqual([]);
  });
});

describe('the version of an operation', () => {
  test('has it done only where nobody came before', async () => {
    const { send, held } = serviceOf();
    const [made] = await send([newUser('ada')]);
    const path = `/Users/${idIn(made)}`;
    const title = (version: string, value: string) => ({
      ...patch(path, { op: 'replace', path: 'title', value }),
      version,
    });
    const answered = await send([title('W/"1"', 'first'), title('W/"1"', 'second'), title('*', 'third')]);
    expect(answered.map(({ status }) => status)).toEqual(['200', '412', '200']);
    expect([...held.values()][0]?.attributes['title']).toBe('third');
    expect((await send([{ ...remove(path), version: 'W/"1"' }]))[0]).toMatchObject({ status: '412' });
  });
});

describe('what an operation refers to', () => {
  test('may come behind it, in a value, a path or a filter', async () => {
    const { send, held } = serviceOf();
    const answered = await send([
      newGroup('crew', ['bulkId:ada', 'bulkId:bob']),
      patch('/Groups/bulkId:crew', { op: 'remove', path: 'members[value eq "bulkId:ada"]' }),
      newUser('ada', manager('bulkId:bob')),
      newUser('bob'),
    ]);
    const [crew, , ada, bob] = answered.map(idIn);
    expect([...(held.get(String(crew))?.members.keys() ?? [])]).toEqual([bob]);
    expect(held.get(String(ada))?.attributes).toMatchObject(manager(String(bob)));
  });

  test('has to have been created', async () => {
    const { send } = serviceOf();
    const answered = await send([
      newGroup('a', ['bulkId:nobody']),
      newGroup('b', ['bulkId:wrong']),
      { ...newUser('wrong'), data: null },
      remove('/Groups/bulkId:a'),
    ]);
    expect(answered.map(({ response }) => response)).toEqual([
      error('400', 'invalidValue', 'no operation of this request has the bulkId "nobody"'),
      error(
        '400',
        'invalidValue',
        'the operation with the bulkId "wrong", to which this one refers, has failed',
      ),
      error('400', 'invalidValue', 'data'),
      error('400', 'invalidValue', '"a"'),
    ]);
  });

  test('that may yet be created is no mistake of the client', async () => {
    const { send } = serviceOf(async (call) => {
      if (call === 'create User') throw new Unavailable();
    });
    const answered = await send([newUser('ada'), newGroup('crew', ['bulkId:ada'])]);
    expect(answered.map(({ status }) => status)).toEqual(['503', '503']);
  });
});

describe('who refer to each other', () => {
  test('are created without, and then linked', async () => {
    const { send, held, trail } = serviceOf();
    const answered = await send([
      newGroup('a', ['bulkId:b', 'bulkId:ada']),
      newGroup('b', ['bulkId:a']),
      newUser('ada', manager('bulkId:bob')),
      newUser('bob', manager('bulkId:ada')),
    ]);
    expect(answered).toMatchObject([
      { status: '201', version: 'W/"2"' },
      { status: '201', version: 'W/"2"' },
      { status: '201', version: 'W/"2"' },
      { status: '201', version: 'W/"2"' },
    ]);
    const [a, b, ada, bob] = answered.map((one) => held.get(idIn(one)));
    expect(new Set(a?.members.keys())).toEqual(new Set([b?.id, ada?.id]));
    expect([...(b?.members.keys() ?? [])]).toEqual([a?.id]);
    expect(ada?.attributes).toMatchObject(manager(bob?.id ?? ''));
    expect(bob?.attributes).toMatchObject(manager(ada?.id ?? ''));
    expect(trail.map(({ place, method, status }) => `${place} ${method} ${status}`).toSorted()).toEqual([
      '0 PATCH 200',
      '0 POST 201',
      '1 PATCH 200',
      '1 POST 201',
      '2 PATCH 200',
      '2 POST 201',
      '3 PATCH 200',
      '3 POST 201',
    ]);
  });

  test('are none of them there where one cannot be created', async () => {
    const { send, held, trail } = serviceOf();
    await send([newGroup('taken')]);
    const answered = await send([
      newGroup('a', ['bulkId:b']),
      newGroup('b', ['bulkId:a'], { displayName: 'taken' }),
      newGroup('c', ['bulkId:a']),
    ]);
    expect(answered).toEqual([
      { method: 'POST', bulkId: 'a', status: '409', response: error('409', undefined, 'in this circle') },
      { method: 'POST', bulkId: 'b', status: '409', response: error('409', 'uniqueness') },
      { method: 'POST', bulkId: 'c', status: '400', response: error('400', 'invalidValue', '"a"') },
    ]);
    expect([...held.values()].map(({ attributes }) => attributes['displayName'])).toEqual(['taken']);
    const made = trail.findLast(
      ({ place, method, status }) => place === 0 && method === 'POST' && status === 201,
    );
    expect(trail).toContainEqual(
      expect.objectContaining({ place: 0, method: 'DELETE', status: 204, id: made?.id }),
    );
  });

  test('are none of them there where one cannot be linked', async () => {
    const { send, held } = serviceOf();
    const [alone] = await send([newGroup('a', ['bulkId:a'])]);
    expect(alone).toEqual({
      method: 'POST',
      bulkId: 'a',
      status: '400',
      response: error('400', 'invalidValue', 'a group cannot be a member of itself'),
    });
    expect(held.size).toBe(0);
  });

  test('may be themselves, where a manager is', async () => {
    const { send, held } = serviceOf();
    const [boss] = await send([newUser('boss', manager('bulkId:boss'))]);
    expect(held.get(idIn(boss))?.attributes).toMatchObject(manager(idIn(boss)));
  });

  test('are named where they are left because they could not be deleted again', async () => {
    const { send, held } = serviceOf(async (call) => {
      if (call.startsWith('update') || call.startsWith('remove')) throw new Unavailable();
    });
    const [boss] = await send([newUser('boss', manager('bulkId:boss'))]);
    expect(boss).toEqual({
      method: 'POST',
      bulkId: 'boss',
      location: location('Users'),
      status: '503',
      response: error('503', undefined, 'what was made of it is left: delete it'),
    });
    expect([...held.keys()]).toEqual([idIn(boss)]);
  });

  test('may say what nobody can write', async () => {
    const { send } = serviceOf();
    const answered = await send([
      newUser('ada', { groups: [{ value: 'bulkId:crew' }] }),
      newGroup('crew', ['bulkId:ada']),
    ]);
    expect(answered.map(({ status }) => status)).toEqual(['201', '201']);
  });
});

describe('a name', () => {
  test.each<[string, JsonObject]>([
    ['to one', {}],
    ['to a circle', manager('bulkId:b')],
  ])('is refused %s only if it still is taken when all before have had their turn', async (_, more) => {
    const tried = Promise.withResolvers<void>();
    const { send } = serviceOf(async (call) => {
      if (call === 'create User') tried.resolve();
      // Nobody waits for who comes behind, unless that one is tried first.
      if (call.startsWith('update')) await Promise.race([tried.promise, untilQuiet(5)]);
    });
    const [ada] = await send([newUser('ada')]);
    const rename = patch(`/Users/${idIn(ada)}`, { op: 'replace', path: 'userName', value: 'lovelace' });
    const answered = await send([rename, newUser('b', { userName: 'ada', ...more })]);
    expect(answered.map(({ status }) => status)).toEqual(['200', '201']);
  });
});

describe('the time of a request', () => {
  const until = (milliseconds: number): Context => ({
    ...CONTEXT,
    call: { ...CONTEXT.call, deadline: Date.now() + milliseconds },
  });

  test('that is spent leaves operations undone, each of which says so', async () => {
    const { send, held, trail } = serviceOf();
    const answered = await send(
      [newUser('a'), newGroup('b', ['bulkId:b']), remove(`/Users/${NOBODY}`)],
      {},
      until(2_000),
    );
    expect(answered).toMatchObject([
      { bulkId: 'a', status: '503', response: error('503', undefined, 'send it again') },
      { bulkId: 'b', status: '503' },
      { location: `https://example.com/scim/Users/${NOBODY}`, status: '503' },
    ]);
    expect(held.size).toBe(0);
    expect(trail).toHaveLength(3);
  });

  test('that is spent meanwhile leaves those that are not begun', async () => {
    let now = 0;
    let begun = 0;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
    try {
      const context = until(28_000);
      const { send } = serviceOf(async () => {
        begun += 1;
        if (begun === 16) now = 26_000;
      });
      const users = Array.from({ length: 20 }, (_, n) => newUser(`u${n}`));
      const statuses = (await send(users, {}, context)).map(({ status }) => status);
      expect(statuses).toEqual([...Array(16).fill('201'), ...Array(4).fill('503')]);
    } finally {
      clock.mockRestore();
    }
  });

  test('that is spent counts among the failures after which nothing is begun', async () => {
    const { send } = serviceOf();
    expect(await send([newUser('a'), newUser('b')], { failOnErrors: 1 }, until(2_000))).toMatchObject([
      { bulkId: 'a', status: '503' },
    ]);
  });
});

describe('a failure', () => {
  test('ends the request where so many are allowed, and what was not begun is not answered', async () => {
    const { send, held } = serviceOf();
    const wrong = remove(`/Users/${NOBODY}`);
    const answered = await send([newUser('a'), wrong, newUser('b'), wrong, newUser('c')], {
      failOnErrors: 2,
    });
    expect(answered.map(({ status }) => status)).toEqual(['201', '404', '201', '404']);
    expect(held.size).toBe(2);
  });

  test('of ours is that operation’s, and tells nothing', async () => {
    const { send, trail } = serviceOf(async (call) => {
      if (call === 'create Group') throw new TypeError('Lovelace');
    });
    const answered = await send([newGroup('a'), newUser('b')]);
    expect(answered).toMatchObject([
      { status: '500', response: error('500', undefined, 'of TypeError') },
      { status: '201' },
    ]);
    expect(trail.map(({ place, status }) => [place, status])).toContainEqual([0, 500]);
  });

  test('for too many members is that of the single form', async () => {
    const { send } = serviceOf();
    const users = await send(['a', 'b', 'c', 'd'].map((name) => newUser(name)));
    expect(await send([newGroup('crew', users.map(idIn))])).toMatchObject([{ status: '413' }]);
  });
});

test('the trail has one entry for each operation, refused or done', async () => {
  const { send, trail } = serviceOf();
  const answered = await send([newUser('ada'), { method: 'GET' }, remove(`/Users/${NOBODY}`)]);
  expect(trail.sort((a, b) => a.place - b.place)).toEqual([
    {
      place: 0,
      method: 'POST',
      type: 'User',
      id: idIn(answered[0]),
      status: 201,
      failure: undefined,
      milliseconds: expect.any(Number),
    },
    expect.objectContaining({ place: 1, method: undefined, type: undefined, id: undefined, status: 400 }),
    expect.objectContaining({ place: 2, method: 'DELETE', type: 'User', id: NOBODY, status: 404 }),
  ]);
});
