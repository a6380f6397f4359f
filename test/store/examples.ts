import { randomUUID } from 'node:crypto';
import pMap from 'p-map';
import type { Attributes, Reference } from '../../lambda/scim/resource.ts';
import type { ResourceTypeName } from '../../lambda/scim/schema/definition.ts';
import { withShare } from '../../lambda/store/membership-share.ts';
import type { Call, Content, Directory, ListedResource, StoredResource } from '../../lambda/store/port.ts';

/** How long a request of a test has, milliseconds: longer than any takes. */
export const PATIENCE = 60_000;

/** A request of its own, with so many milliseconds to be answered in. */
export const call = (ms = PATIENCE): Call => ({
  by: { tokenId: 'token', requestId: randomUUID(), sourceIp: '192.0.2.1', dialect: 'test' },
  deadline: Date.now() + ms,
});

/** Ids that are nobody's: one that could be, and one that could not. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';
export const NO_ID = 'nobody';

export const user = (userName: string, more: Attributes = {}): Content => ({
  attributes: { userName, ...more },
  entries: [{ attribute: 'userName', value: userName.toLowerCase(), unique: true }],
});

export const group = (displayName: string, unique = true): Content => ({
  attributes: { displayName },
  entries: [{ attribute: 'displayName', value: displayName.toLowerCase(), unique }],
});

export const asUser = ({ id }: { readonly id: string }): Reference => ({ id, type: 'User' });

/** So many new users, as members of a group. */
export const manyUsers = (directory: Directory, tenant: string, count: number): Promise<Reference[]> =>
  pMap(
    Array.from({ length: count }, (_, index) => user(`user-${randomUUID()}-${index}`)),
    async (content) => asUser(await directory.create(tenant, 'User', content, [], call())),
    { concurrency: 32 },
  );

export const idsOf = (resources: Iterable<{ readonly id: string }>): readonly string[] =>
  [...resources].map(({ id }) => id).sort();

/** All resources of a type, in the order of ids. */
export const walked = async (
  directory: Directory,
  tenant: string,
  type: ResourceTypeName,
  by = call(),
): Promise<readonly ListedResource[]> => {
  const chunks = await Array.fromAsync(directory.walk(tenant, { type, backwards: false }, by));
  return chunks.flat().map(({ resource }) => resource);
};

/** How many resources of a type the counters tell. */
export const countOf = async (
  directory: Directory,
  tenant: string,
  type: ResourceTypeName,
  by = call(),
): Promise<number> => (await directory.counters(tenant, type, by)).reduce((sum, count) => sum + count, 0);

/** The groups of one member. */
export const groupsOf = async (
  directory: Directory,
  tenant: string,
  id: string,
  by = call(),
): Promise<readonly string[]> => (await directory.groupsOf(tenant, [id], by)).get(id) ?? [];

/** What lists read of a resource that was read whole: of a user, everything but the store's own note. */
export const listed = ({
  type,
  id,
  version,
  created,
  lastModified,
  attributes,
}: StoredResource): ListedResource => ({ type, id, version, created, lastModified, attributes });

/** Resources as lists show them: groups with what their membership adds, which is read by itself. */
export const readAll = async (
  directory: Directory,
  tenant: string,
  type: ResourceTypeName,
  ids: readonly string[],
): Promise<readonly ListedResource[]> => {
  const resources = await directory.readListed(tenant, type, ids, call());
  if (type === 'User') return resources;
  const shares = await directory.membershipShares(tenant, ids, call());
  return resources.flatMap((resource) => {
    const share = shares.get(resource.id);
    return share ? [withShare(resource, share)] : [];
  });
};

export const add = (...members: readonly Reference[]) => ({ add: members, remove: [] });
export const remove = (...members: readonly Reference[]) => ({ add: [], remove: idsOf(members) });
