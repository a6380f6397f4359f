import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { userService } from '../../lambda/service/users.ts';
import { Unavailable } from '../../lambda/store/error.ts';
import type { Directory, Update } from '../../lambda/store/port.ts';
import { patchOf } from '../scim/patch/patched.ts';
import { USER_URN } from '../scim/support.ts';
import { CONTEXT, directory, stored } from './support.ts';

/** A service with one user, and the attributes that are written of it. */
const serviceOf = (attributes: JsonObject) => {
  const written: JsonObject[] = [];
  const service = userService(
    directory({
      read: async (_tenant, type, id) => stored(type, id, attributes),
      groupsOf: async () => new Map(),
      create: async (_tenant, type, content) => {
        written.push(content.attributes);
        return stored(type, 'u1', content.attributes);
      },
      update: async (_tenant, { previous, next }: Update) => {
        if (next) written.push(next.attributes);
        return { ...previous, ...next };
      },
    }),
  );
  return { service, written };
};

describe('active', () => {
  test('is true for a new user that does not say so', async () => {
    const { service, written } = serviceOf({});
    await service.create(CONTEXT, { schemas: [USER_URN], userName: 'ada' }, {});
    await service.create(CONTEXT, { schemas: [USER_URN], userName: 'ada', active: 'False' }, {});
    expect(written.map(({ active }) => active)).toEqual([true, false]);
  });

  test.each([true, false])('stays %s where a PUT leaves it out', async (active) => {
    const { service, written } = serviceOf({ userName: 'ada', active });
    await service.replace(CONTEXT, 'u1', { schemas: [USER_URN], userName: 'ada' }, {}, undefined);
    expect(written).toEqual([{ userName: 'ada', active }]);
  });

  test.each<[string, Json]>([
    ['removes it', { op: 'remove', path: 'active' }],
    ['clears it', { op: 'replace', path: 'active', value: '' }],
    ['clears it without a path', { op: 'replace', value: { active: null } }],
  ])('stays as it is where a PATCH %s, so that no omission enables an account', async (_, operation) => {
    for (const active of [true, false]) {
      const { service, written } = serviceOf({ userName: 'ada', active });
      await service.patch(CONTEXT, 'u1', patchOf([operation]), {}, undefined);
      expect(written).toEqual([{ userName: 'ada', active }]);
    }
  });
});

describe('the answer to a change', () => {
  const change = (names: Directory['displayNames'], groups = ['g1']) =>
    userService(
      directory({
        read: async (_tenant, type, id) => stored(type, id, { userName: 'ada' }),
        groupsOf: async () => new Map([['u1', groups]]),
        displayNames: names,
        update: async (_tenant, { previous }: Update) => previous,
      }),
    ).patch(CONTEXT, 'u1', patchOf([{ op: 'replace', path: 'title', value: 'x' }]), {}, undefined);

  test.each([
    ['the time is spent', new Unavailable('the time for the request is spent')],
    ['something else is wrong', new TypeError('a bug')],
  ])('leaves the names of groups out where %s, since the change is made', async (_, error) => {
    const answer = await change(() => Promise.reject(error));
    expect(answer?.resource).toMatchObject({ id: 'u1', groups: [{ value: 'g1', type: 'direct' }] });
  });

  test('leaves groups out that do not fit', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => `group-${index}-${'x'.repeat(30)}`);
    const answer = await change(async () => new Map(), many);
    expect(answer?.resource).toMatchObject({ id: 'u1', userName: 'ada' });
    expect(answer?.resource).not.toHaveProperty('groups');
  });
});
