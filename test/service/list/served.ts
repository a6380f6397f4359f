import '../../harness/one-realm.ts';
import { afterAll, beforeAll, jest } from '@jest/globals';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { allTypes } from '../../../lambda/service/all-types.ts';
import type { Context } from '../../../lambda/service/context.ts';
import { groupService } from '../../../lambda/service/groups.ts';
import type { ListQuery, ListSettings } from '../../../lambda/service/list/list.ts';
import { UNBOUNDED } from '../../../lambda/service/list/list.ts';
import type { ResourceService } from '../../../lambda/service/service.ts';
import { userService } from '../../../lambda/service/users.ts';
import { dynamoDirectory } from '../../../lambda/store/dynamo/directory.ts';
import { clientOf, freshTable, freshTenant, useDatabase } from '../../harness/database.ts';
import { countTrips, type Trips } from '../../harness/trips.ts';
import { GROUP_URN, USER_URN } from '../../scim/support.ts';
import { call } from '../../store/examples.ts';
import { CONTEXT } from '../support.ts';

export type Lists = Pick<ResourceService, 'list'>;

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

export interface ListPage {
  readonly totalResults: number;
  readonly itemsPerPage: number;
  readonly nextCursor?: string;
  readonly previousCursor?: string;
  readonly Resources: readonly (JsonObject & { readonly id: string })[];
}

export const page = async (service: Lists, context: Context, query: ListQuery): Promise<ListPage> =>
  (await service.list(context, query)) as unknown as ListPage;

type Between = () => Promise<unknown>;
const NOTHING: Between = async () => {};

/** All pages by startIndex, as a client reads them that goes on by what came until totalResults is reached. */
export const byIndex = async (
  served: Served,
  service: Lists,
  query: ListQuery,
  between: Between = NOTHING,
): Promise<readonly ListPage[]> => {
  const pages: ListPage[] = [];
  for (let startIndex = 1; ; ) {
    const one = await page(service, served.context(), { ...query, startIndex: String(startIndex) });
    pages.push(one);
    startIndex += one.itemsPerPage;
    if (startIndex > one.totalResults || one.itemsPerPage === 0) return pages;
    await between();
  }
};

/** All pages by cursor. */
export const byCursor = async (
  served: Served,
  service: Lists,
  query: ListQuery,
  between: Between = NOTHING,
): Promise<readonly ListPage[]> => {
  const pages: ListPage[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const one: ListPage = await page(service, served.context(), { ...query, cursor });
    pages.push(one);
    cursor = one.nextCursor;
    if (cursor !== undefined) await between();
  }
  return pages;
};

/** The same pages from the last one back to the first. */
export const backwards = async (
  served: Served,
  service: Lists,
  query: ListQuery,
  from: ListPage,
): Promise<readonly ListPage[]> => {
  const pages = [from];
  for (let cursor = from.previousCursor; cursor !== undefined; ) {
    const one = await page(service, served.context(), { ...query, cursor });
    pages.push(one);
    cursor = one.previousCursor;
  }
  return pages.toReversed();
};

export const idsOn = (pages: readonly ListPage[]): readonly string[] =>
  pages.flatMap(({ Resources }) => Resources.map(({ id }) => id));
