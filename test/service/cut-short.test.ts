import { beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../lambda/scim/json.ts';
import { parseEntityTags } from '../../lambda/scim/version.ts';
import type { Context } from '../../lambda/service/context.ts';
import { groupService } from '../../lambda/service/groups.ts';
import type { ResourceService } from '../../lambda/service/service.ts';
import { sweep } from '../../lambda/store/dynamo/sweeping.ts';
import { patchOf } from '../scim/patch/patched.ts';
import { GROUP_URN, scimError } from '../scim/support.ts';
import { call, groupsOf, idsOf, manyUsers } from '../store/examples.ts';
import { useFaults } from '../store/fault-fixture.ts';
import { afterwards, lasting, naming } from '../store/faults.ts';
import { CONTEXT, idOf } from './support.ts';

const fixture = useFaults();

const MINUTE = 60_000;

let service: ResourceService;
let users: readonly string[];

beforeEach(async () => {
  const { directory, tenant } = fixture();
  service = groupService(directory, 5_000);
  users = idsOf(await manyUsers(directory, tenant, 60));
});

const context = (): Context => ({ ...CONTEXT, tenant: fixture().tenant, call: call() });

const bodyWith = (members: readonly string[]): JsonObject => ({
  schemas: [GROUP_URN],
  displayName: 'All',
  members: members.map((value) => ({ value })),
});

const membersOf = async (id: string) => {
  const { directory, tenant } = fixture();
  return (await directory.readGroup(tenant, id, call()))?.members.map((member) => member.id).sort();
};

/** Sends a request whose time is spent when a few of its writes have been made. */
const cutShort = async (request: (context: Context) => Promise<unknown>): Promise<void> => {
  const { proxy, endOfTime } = fixture();
  proxy.injectFaults(afterwards(3, naming('TransactWriteItems', 'm#'), lasting(endOfTime)));
  const busy = { name: 'ScimError', status: 503, headers: { 'Retry-After': '2' } };
  await expect(request(context())).rejects.toMatchObject(busy);
  proxy.reset();
};

describe('a request for many members that is cut short is told to come again, and the same request completes it', () => {
  test('PUT', async () => {
    const id = idOf(await service.create(context(), bodyWith(users.slice(0, 40)), {}));
    const put = (within: Context) => service.replace(within, id, bodyWith(users.slice(20)), {}, undefined);
    await cutShort(put);
    expect(await membersOf(id)).not.toEqual(users.slice(20));
    await put(context());
    expect(await membersOf(id)).toEqual(users.slice(20));
  });

  const asMembers = (members: readonly string[]) => members.map((value) => ({ value }));

  test.each<[string, () => JsonObject[]]>([
    [
      'of additions and removals',
      () => [
        { op: 'add', path: 'members', value: asMembers(users.slice(20)) },
        { op: 'remove', path: 'members', value: asMembers(users.slice(0, 20)) },
      ],
    ],
    ['that replaces', () => [{ op: 'replace', path: 'members', value: asMembers(users.slice(20)) }]],
  ])('PATCH %s', async (_, operations) => {
    const id = idOf(await service.create(context(), bodyWith(users.slice(0, 20)), {}));
    const patch = (within: Context) => service.patch(within, id, patchOf(operations()), {}, undefined);
    await cutShort(patch);
    expect(await membersOf(id)).not.toEqual(users.slice(20));
    await patch(context());
    expect(await membersOf(id)).toEqual(users.slice(20));
  });

  test('POST, of which nobody sees anything before, and which is refused once it has been made', async () => {
    const { directory, table, tenant } = fixture();
    const post = (within: Context) => service.create(within, bodyWith(users), {});
    await cutShort(post);
    expect(await directory.find(tenant, 'Group', 'displayName', 'all', call())).toEqual([]);
    expect(await groupsOf(directory, tenant, users[0] ?? '')).toEqual([]);

    const id = idOf(await post(context()));
    expect(await membersOf(id)).toEqual(users);
    expect(await groupsOf(directory, tenant, users[0] ?? '')).toEqual([id]);
    await expect(post(context())).rejects.toEqual(scimError(409, 'uniqueness'));

    const { finished } = await sweep({
      table,
      now: () => Date.now() + 3 * MINUTE,
      deadline: Date.now() + MINUTE,
    });
    expect(finished).toHaveLength(1);
  });

  test('PUT with If-Match, from the version that it left', async () => {
    const created = await service.create(context(), bodyWith(users.slice(0, 40)), {});
    const id = idOf(created);
    const put = (ifMatch: string) => (within: Context) =>
      service.replace(within, id, bodyWith(users.slice(20)), {}, { ifMatch: parseEntityTags(ifMatch) });
    await cutShort(put(created.version));
    await expect(put(created.version)(context())).rejects.toEqual(scimError(412));
    const { version } = await service.get(context(), id, { attributes: ['displayName'] });
    await put(version)(context());
    expect(await membersOf(id)).toEqual(users.slice(20));
  });
});
