import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../lambda/scim/json.ts';
import type { Preconditions } from '../../lambda/scim/precondition.ts';
import type { MembershipChange, Reference } from '../../lambda/scim/resource.ts';
import type { View } from '../../lambda/service/context.ts';
import { groupService } from '../../lambda/service/groups.ts';
import { TooManyMembers, Unavailable } from '../../lambda/store/error.ts';
import type { Directory, StoredGroup, Update } from '../../lambda/store/port.ts';
import { patchOf } from '../scim/patch/patched.ts';
import { GROUP_URN, scimError } from '../scim/support.ts';
import { CONTEXT, directory, stored } from './support.ts';

const user = (id: string): Reference => ({ id, type: 'User' });
const CREW: StoredGroup = {
  ...stored('Group', 'g1', { displayName: 'Crew' }),
  members: [user('u1'), user('u2')],
};

/** A service with one group of some size, and what was asked of the directory, in its order. */
const serviceOf = (maxMembers = 3, size = CREW.members.length) => {
  const calls: unknown[] = [];
  const service = groupService(
    directory({
      read: async () => {
        calls.push('read');
        const { members: _, ...group } = CREW;
        return group;
      },
      readGroup: async (_tenant, _id, _call, atMost = Number.POSITIVE_INFINITY) => {
        calls.push('readGroup');
        if (atMost < size) throw new TooManyMembers(size);
        return CREW;
      },
      displayNames: async () => new Map(),
      create: async () => {
        calls.push('create');
        const { members: _, ...group } = CREW;
        return group;
      },
      update: async (_tenant, { next, members, unchanged }: Update) => {
        calls.push({ name: next?.attributes['displayName'], members, unchanged });
        return CREW;
      },
      changeMembers: async (_tenant, _id, change: MembershipChange) => {
        calls.push(change);
      },
    }),
    maxMembers,
  );
  return { service, calls };
};

const patch = async (operations: Json[], conditions?: Preconditions) => {
  const { service, calls } = serviceOf();
  const { resource } = await service.patch(CONTEXT, 'g1', patchOf(operations), {}, conditions);
  expect(resource).toBeUndefined();
  return calls;
};

const rename: Json = { op: 'replace', path: 'displayName', value: 'Deck' };
const add: Json = { op: 'add', path: 'members', value: [{ value: 'u2' }, { value: 'u3' }] };
const clear: Json = { op: 'remove', path: 'members' };

describe('a PATCH of a group', () => {
  test('of members by their ids reads nothing', async () => {
    expect(await patch([add])).toEqual([{ add: [user('u2'), user('u3')], remove: [] }]);
    expect(await patch([{ op: 'remove', path: 'members[value eq "u1"]' }])).toEqual([
      { add: [], remove: ['u1'] },
    ]);
  });

  test('of all members reads them and changes what differs, if they are still the same', async () => {
    expect(await patch([clear, add])).toEqual([
      'readGroup',
      { name: 'Crew', members: { add: [user('u3')], remove: ['u1'] }, unchanged: 'members' },
    ]);
  });

  test('of its name does not read the members', async () => {
    expect(await patch([rename])).toEqual([
      'read',
      { name: 'Deck', members: { add: [], remove: [] }, unchanged: 'resource' },
    ]);
  });

  test('of its name and members makes one change', async () => {
    expect(await patch([rename, add])).toEqual([
      'read',
      { name: 'Deck', members: { add: [user('u2'), user('u3')], remove: [] }, unchanged: 'resource' },
    ]);
  });

  test.each<[string, Preconditions]>([
    ['If-Match', { ifMatch: '*' }],
    ['If-None-Match', { ifNoneMatch: ['4'] }],
  ])('with %s holds everything to what was read', async (_, conditions) => {
    expect(await patch([add], conditions)).toEqual([
      'read',
      { name: 'Crew', members: { add: [user('u2'), user('u3')], remove: [] }, unchanged: 'everything' },
    ]);
  });

  test('is told its version where that is known by then', async () => {
    const versionAfter = async (operation: Json, conditions: Preconditions = {}) =>
      (await serviceOf().service.patch(CONTEXT, 'g1', patchOf([operation]), {}, conditions)).version;
    expect(await versionAfter(rename)).toBe('W/"5"');
    expect(await versionAfter(add, { ifMatch: ['5'] })).toBe('W/"5"');
    expect(await versionAfter(add)).toBeUndefined();
  });

  test('that asks for attributes is answered', async () => {
    const { service } = serviceOf();
    expect(
      await service.patch(CONTEXT, 'g1', patchOf([add]), { attributes: ['members.value'] }, undefined),
    ).toMatchObject({
      resource: { id: 'g1', members: [{ value: 'u1' }, { value: 'u2' }] },
    });
  });

  test('that is wrong asks nothing of the directory', async () => {
    const { service, calls } = serviceOf();
    const wrong = { op: 'add', path: 'members', value: ['u1'] };
    await expect(service.patch(CONTEXT, 'g1', patchOf([rename, wrong]), {}, undefined)).rejects.toEqual(
      scimError(400, 'invalidValue'),
    );
    expect(calls).toEqual([]);
  });
});

describe('the members of one request', () => {
  const members = (count: number) => Array.from({ length: count }, (_, n) => ({ value: `m${n}` }));
  const body = (count: number) => ({ schemas: [GROUP_URN], displayName: 'Crew', members: members(count) });

  test('are at most so many, added and removed together', async () => {
    const { service, calls } = serviceOf(3);
    const tooMany = scimError(413, undefined, 'at most 3 members');
    await expect(service.create(CONTEXT, body(4), {})).rejects.toEqual(tooMany);
    await expect(service.replace(CONTEXT, 'g1', body(2), {}, undefined)).rejects.toEqual(tooMany);
    await expect(
      service.patch(
        CONTEXT,
        'g1',
        patchOf([{ op: 'add', path: 'members', value: members(4) }]),
        {},
        undefined,
      ),
    ).rejects.toEqual(tooMany);
    expect(calls).toEqual(['readGroup']);
    await service.replace(CONTEXT, 'g1', body(1), {}, undefined);
    expect(calls).toContainEqual({
      name: 'Crew',
      members: { add: [user('m0')], remove: ['u1', 'u2'] },
      unchanged: 'members',
    });
  });

  test('cannot be the group itself', async () => {
    await expect(patch([{ op: 'add', path: 'members', value: [{ value: 'g1' }] }])).rejects.toEqual(
      scimError(400, 'invalidValue', 'of itself'),
    );
  });
});

describe('a group with more members than fit into an answer', () => {
  const HUGE = 100_000;

  test('is refused before they are read, and the client told what to leave out', async () => {
    const { service } = serviceOf(3, HUGE);
    const tooMany = scimError(400, 'tooMany', 'excludedAttributes=members');
    await expect(service.get(CONTEXT, 'g1', {})).rejects.toEqual(tooMany);
    await expect(service.get(CONTEXT, 'g1', { attributes: ['members.$ref'] })).rejects.toEqual(tooMany);
  });

  test.each<View>([{ excludedAttributes: ['members'] }, { attributes: ['displayName'] }])(
    'is answered without them: %j',
    async (view) => {
      const { service, calls } = serviceOf(3, HUGE);
      await service.get(CONTEXT, 'g1', view);
      expect(calls).toEqual(['read']);
    },
  );

  test('is answered where their ids alone are asked for and fit', async () => {
    const { service } = serviceOf(3, HUGE);
    const { resource } = await service.get(CONTEXT, 'g1', { attributes: ['members.value'] });
    expect(resource).toMatchObject({ members: [{ value: 'u1' }, { value: 'u2' }] });
  });

  test('is not replaced by other members than one request may change, and these are not read', async () => {
    const { service, calls } = serviceOf(3, HUGE);
    const body = { schemas: [GROUP_URN], displayName: 'Crew', members: [{ value: 'u1' }] };
    const tooMany = scimError(413, undefined, 'at most 3 members');
    await expect(service.replace(CONTEXT, 'g1', body, {}, undefined)).rejects.toEqual(tooMany);
    await expect(service.patch(CONTEXT, 'g1', patchOf([clear, add]), {}, undefined)).rejects.toEqual(tooMany);
    expect(calls).toEqual(['readGroup', 'readGroup']);
  });
});

test('members are removed by a filter from a group that fits into memory, and no larger one', async () => {
  const filtered = patchOf([{ op: 'remove', path: 'members[type eq "User"]' }]);
  const { service, calls } = serviceOf(3, 150_000);
  await service.patch(CONTEXT, 'g1', filtered, {}, undefined);
  expect(calls).toContainEqual(expect.objectContaining({ members: { add: [], remove: ['u1', 'u2'] } }));
  await expect(serviceOf(3, 150_001).service.patch(CONTEXT, 'g1', filtered, {}, undefined)).rejects.toEqual(
    scimError(413, undefined, 'by their ids'),
  );
});

describe('the answer to a change', () => {
  const body = { schemas: [GROUP_URN], displayName: 'Crew', members: [{ value: 'u1' }, { value: 'u2' }] };
  const alone = { resource: { id: 'g1', displayName: 'Crew' }, version: 'W/"5"' };

  /** What a PUT, a PATCH and a POST are answered when the group is read like this after they are made. */
  const answersWhere = async (readBack: Directory['readGroup']) => {
    const { members: _, ...group } = CREW;
    let isMade = false;
    const made = async () => {
      isMade = true;
      return group;
    };
    const service = groupService(
      directory({
        create: made,
        update: made,
        read: async () => group,
        readGroup: (...asked) => (isMade ? readBack(...asked) : Promise.resolve(CREW)),
        displayNames: async () => new Map(),
      }),
      5_000,
    );
    const all = { attributes: ['members', 'displayName'] };
    const answers = [
      await service.replace(CONTEXT, 'g1', body, {}, undefined),
      await service.patch(CONTEXT, 'g1', patchOf([rename, add]), all, undefined),
      await service.create(CONTEXT, body, {}),
    ];
    return answers.filter((answer) => answer !== undefined);
  };

  test('shows the members that the group has by now', async () => {
    const now = { ...CREW, members: [user('u7')] };
    for (const { resource } of await answersWhere(async () => now)) {
      expect(resource).toMatchObject({ members: [{ value: 'u7' }] });
    }
  });

  test.each<[string, Directory['readGroup']]>([
    [
      'there are too many of them',
      async () => {
        throw new TooManyMembers(100_000);
      },
    ],
    [
      'they turn out to be too large',
      async () => ({ ...CREW, members: Array.from({ length: 80_000 }, (_, n) => user(`user-${n}`)) }),
    ],
    [
      'the time is spent',
      async () => {
        throw new Unavailable('the time for the request is spent');
      },
    ],
    [
      'something else is wrong',
      async () => {
        throw new TypeError('a bug');
      },
    ],
    ['the group has been deleted since', async () => undefined],
  ])('leaves the members out where %s, since the change is made', async (_, readBack) => {
    for (const answer of await answersWhere(readBack)) {
      expect(answer).toMatchObject(alone);
      expect(answer.resource).not.toHaveProperty('members');
    }
  });

  test('reads no members that it does not show, or that there cannot be', async () => {
    const { service, calls } = serviceOf();
    await service.create(CONTEXT, { ...body, members: [] }, {});
    expect(calls).toEqual(['create']);
    await service.replace(CONTEXT, 'g1', body, { excludedAttributes: ['members'] }, undefined);
    expect(calls.filter((call) => call === 'readGroup')).toHaveLength(1);
  });
});
