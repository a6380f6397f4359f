import { createHash } from 'node:crypto';
import type { JsonObject } from '../scim/json.ts';
import { MAX_COUNT } from '../scim/list.ts';
import { asked, DEFAULT_PROJECTION, EVERYTHING, type Projection, selects } from '../scim/projection.ts';
import type { Reference } from '../scim/resource.ts';
import { USER } from '../scim/schema/models.ts';
import { requireAttribute } from '../scim/schema/resolve.ts';
import { entityTag } from '../scim/version.ts';
import type { Directory, ListedResource } from '../store/port.ts';
import type { Context, Shown } from './context.ts';
import type { Kind } from './kind.ts';
import { references, show } from './represent.ts';

const GROUPS = requireAttribute(USER, 'groups');
export const GROUPS_DISPLAY = requireAttribute(USER, 'groups.display');

export const NO_NAMES: ReadonlyMap<string, string> = new Map();
const NO_GROUPS: ReadonlyMap<string, readonly string[]> = new Map();

const asGroup = (id: string): Reference => ({ id, type: 'Group' });

/** What makes the ETag of a user change with its groups, which are part of the answer but not of the item. */
const digest = (groups: readonly string[]): string =>
  createHash('sha256')
    .update([...groups].sort().join())
    .digest('base64url')
    .slice(0, 12);

type Names = ReadonlyMap<string, string>;

/** How users are shown, with the groups that they are in where a request wants to see them. */
export interface UserView {
  /** The ids of a user's groups, where the answer shows them. */
  readonly groupsFor: (context: Context, projection: Projection, id: string) => Promise<readonly string[]>;
  /** The names of groups, by id. */
  readonly displayNames: (context: Context, groups: readonly string[]) => Promise<Names>;
  /** A user that has been read, with its groups. */
  readonly shown: (
    context: Context,
    projection: Projection,
    user: ListedResource,
    groups: readonly string[],
    names: Names,
  ) => Shown;
  readonly kind: Kind;
}

export const userView = (directory: Directory): UserView => {
  const groupsForAll = async (context: Context, projection: Projection, ids: readonly string[]) =>
    selects(projection, GROUPS) ? directory.groupsOf(context.tenant, ids, context.call) : NO_GROUPS;

  const displayNames: UserView['displayNames'] = async (context, groups) =>
    groups.length > 0 ? directory.displayNames(context.tenant, groups.map(asGroup), context.call) : NO_NAMES;

  const shown: UserView['shown'] = (context, projection, user, groups, names) => {
    const version = entityTag(user.version, groups.length > 0 ? digest(groups) : undefined);
    const apart: JsonObject =
      groups.length > 0 ? { groups: references(context, groups.map(asGroup), names, () => 'direct') } : {};
    return show(context, USER, projection, user, version, apart);
  };

  return {
    groupsFor: async (context, projection, id) =>
      (await groupsForAll(context, projection, [id])).get(id) ?? [],
    displayNames,
    shown,
    kind: {
      model: USER,
      apart: GROUPS.attribute.name,
      presenter: async (context, projection, ids) => {
        const groups = await groupsForAll(context, projection, ids);
        const names = asked(projection, GROUPS_DISPLAY)
          ? await displayNames(context, [...groups.values()].flat())
          : NO_NAMES;
        return (listed) => shown(context, projection, listed, groups.get(listed.id) ?? [], names);
      },
      presentedAtOnce: () => MAX_COUNT,
      knownBy: [
        { attributes: ['groups.display'], projection: EVERYTHING },
        // The version of a user covers its groups.
        { attributes: ['groups', 'meta.version'], projection: DEFAULT_PROJECTION },
      ],
      having: async ({ tenant, call }, groupId, among) => {
        if (among) {
          const asked = among.map((memberId) => ({ groupId, memberId }));
          return (await directory.memberships(tenant, asked, call)).map(({ memberId }) => memberId);
        }
        const group = await directory.readGroup(tenant, groupId, call);
        const users = (group?.members ?? []).filter(({ type }) => type === 'User');
        return users.map(({ id }) => id).sort();
      },
    },
  };
};
