import '../../harness/one-realm.ts';
import { afterAll, beforeAll, jest } from '@jest/globals';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { allTypes } from '../../../lambda/service/all-types.ts';
import type { Context } from '../../../lambda/service/context.ts';
import { groupService } from '../../../lambda/service/groups.ts';
import type { ListSettings } from '../../../lambda/service/list/list.ts';
import { UNBOUNDED } from '../../../lambda/service/list/list.ts';
import type { ResourceService } from '../../../lambda/service/service.ts';
import { userService } from '../../../lambda/service/users.ts';
import { dynamoDirectory } from '../../../lambda/store/dynamo/directory.ts';
import { clientOf, freshTable, freshTenant, useDatabase } from '../../harness/database.ts';
import { countTrips, type Trips } from '../../harness/trips.ts';
import { GROUP_URN, USER_URN } from '../../scim/support.ts';
import { call } from '../../store/examples.ts';
import { CONTEXT } from '../support.ts';
import type { Lists } from './pages.ts';

/** The use cases on a real database, with a tenant of their own. */
export interface Served {
  readonly users: ResourceService;
  readonly groups: ResourceService;
  /** Lists users and groups together. */
  readonly all: Lists;
  readonly context: () => Context;
  readonly trips: Trips;
}

/** One tenant for the tests of a file, which share what `fill` has put into it. */
export const useServed = (
  fill: (served: Served) => Promise<unknown>,
  settings: ListSettings = UNBOUNDED,
): (() => Served) => {
  jest.setTimeout(120_000);
  const database = useDatabase();
  let served: Served | undefined;
  let close = (): void => {};
  beforeAll(async () => {
    const client = clientOf(database.endpoint());
    close = () => client.destroy();
    const { name } = await freshTable(client);
    const trips = countTrips(client);
    const directory = dynamoDirectory({ client, table: name });
    const tenant = freshTenant();
    served = {
      users: userService(directory, settings),
      groups: groupService(directory, 5_000, settings),
      all: allTypes(directory, settings),
      context: () => ({ ...CONTEXT, tenant, call: call() }),
      trips,
    };
    await fill(served);
  }, 120_000);
  afterAll(() => close());
  return () => {
    if (!served) throw new Error('it is served only during tests');
    return served;
  };
};

export const idOf = ({ id }: JsonObject): string => {
  if (typeof id !== 'string') throw new TypeError('a resource has an id');
  return id;
};

export const createUser = async (served: Served, attributes: JsonObject): Promise<string> => {
  const body = { schemas: [USER_URN], ...attributes };
  const { resource } = await served.users.create(served.context(), body, {});
  return idOf(resource);
};

export const createGroup = async (
  served: Served,
  displayName: string,
  members: readonly string[] = [],
): Promise<string> => {
  const body = { schemas: [GROUP_URN], displayName, members: members.map((value) => ({ value })) };
  const { resource } = await served.groups.create(served.context(), body, {});
  return idOf(resource);
};
