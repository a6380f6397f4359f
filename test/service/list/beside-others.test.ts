import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { userService } from '../../../lambda/service/users.ts';
import { USER_URN } from '../../scim/support.ts';
import { call } from '../../store/examples.ts';
import { useFaults } from '../../store/fault-fixture.ts';
import { always, fail, holdFirst, isWrite, naming } from '../../store/faults.ts';
import { CONTEXT } from '../support.ts';
import { idsOn, page } from './pages.ts';
import { idOf } from './served.ts';

const fixture = useFaults();

/** The use cases of users, in the names of one token. */
const serve = () => {
  const { directory, tenant } = fixture();
  const users = userService(directory);
  const tokenId = randomUUID();
  const context = () => {
    const made = call();
    return { ...CONTEXT, tenant, call: { ...made, by: { ...made.by, tokenId } } };
  };
  const create = async (userName: string): Promise<string> => {
    const { resource } = await users.create(context(), { schemas: [USER_URN], userName }, {});
    return idOf(resource);
  };
  const rename = (id: string, userName: string) =>
    users.replace(context(), id, { schemas: [USER_URN], userName }, {}, undefined);
  return { users, context, create, rename };
};

describe('a lookup by a name', () => {
  /** Looks for bob, whose resource is read only after `meanwhile` has happened to him. */
  const lookedUpWhile = async (
    served: ReturnType<typeof serve>,
    bob: string,
    meanwhile: () => Promise<unknown>,
  ): Promise<JsonObject> => {
    const { faults, reached, release } = holdFirst(naming('BatchGetItem', bob));
    fixture().proxy.injectFaults(faults);
    const lookup = served.users.list(served.context(), { filter: 'userName eq "Bob"' });
    await reached;
    await meanwhile();
    release();
    return lookup;
  };

  test.each(['renamed', 'deleted'])(
    'finds who has it by now when its holder is %s between its two reads',
    async (what) => {
      const served = serve();
      const bob = await served.create('bob');
      const heirs: string[] = [];
      const found = await lookedUpWhile(served, bob, async () => {
        if (what === 'renamed') await served.rename(bob, 'robert');
        else await served.users.remove(served.context(), bob, undefined);
        heirs.push(await served.create('bob'));
      });
      expect(found).toMatchObject({ totalResults: 1, Resources: heirs.map((id) => ({ id })) });
    },
  );

  test('finds nobody when its holder is renamed away and nobody follows', async () => {
    const served = serve();
    const bob = await served.create('bob');
    const found = await lookedUpWhile(served, bob, () => served.rename(bob, 'robert'));
    expect(found).toMatchObject({ totalResults: 0, Resources: [] });
  });
});

describe('a page', () => {
  test('is answered though its bookmark cannot be written, and the next one is found by counting', async () => {
    const served = serve();
    const ids = [];
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) ids.push(await served.create(name));
    fixture().proxy.injectFaults(always(isWrite, fail));
    const pages = [];
    for (const startIndex of ['1', '4', '7']) {
      pages.push(await page(served.users, served.context(), { startIndex, count: '3' }));
    }
    expect(idsOn(pages)).toEqual(ids.sort());
    expect(pages.map(({ totalResults }) => totalResults)).toEqual([7, 7, 7]);
  });
});
