import type { JsonObject } from '../scim/json.ts';
import { asked, type Projection, selects } from '../scim/projection.ts';
import type { Reference } from '../scim/resource.ts';
import { GROUP } from '../scim/schema/models.ts';
import { requireAttribute } from '../scim/schema/resolve.ts';
import { entityTag } from '../scim/version.ts';
import type { Directory, StoredGroup, StoredResource } from '../store/port.ts';
import type { Context, Shown } from './context.ts';
import { noSuchResource } from './failure.ts';
import type { Kind } from './kind.ts';
import { MAX_DISPLAYED, references, show } from './represent.ts';

export const MEMBERS = requireAttribute(GROUP, 'members');
const MEMBERS_DISPLAY = requireAttribute(GROUP, 'members.display');

/** The members of a group that was read with them; undefined of one that was not. */
export const membersOf = (group: StoredResource | StoredGroup): readonly Reference[] | undefined =>
  'members' in group ? group.members : undefined;

/** How groups are read and shown, with no more of their members than a request wants to see. */
export interface GroupView {
  /** One group. @throws ScimError 404 */
  readonly showOne: (context: Context, projection: Projection, id: string) => Promise<Shown>;
  /** A group that has been read, with the names of its members where `withNames`. */
  readonly shown: (
    context: Context,
    projection: Projection,
    group: StoredResource | StoredGroup,
    withNames: boolean,
  ) => Promise<Shown>;
  readonly kind: Kind;
}

export const groupView = (directory: Directory): GroupView => {
  const read = (context: Context, projection: Projection, id: string) =>
    selects(projection, MEMBERS.attribute)
      ? directory.readGroup(context.tenant, id, context.call)
      : directory.read(context.tenant, 'Group', id, context.call);

  const shown: GroupView['shown'] = async (context, projection, group, withNames) => {
    const members = membersOf(group) ?? [];
    const names =
      withNames && members.length > 0
        ? await directory.displayNames(context.tenant, members, context.call)
        : new Map<string, string>();
    const apart: JsonObject =
      members.length > 0 ? { members: references(context, members, names, ({ type }) => type) } : {};
    return show(context, GROUP, projection, group, entityTag(group.version, undefined), apart);
  };

  return {
    shown,
    showOne: async (context, projection, id) => {
      const group = await read(context, projection, id);
      if (!group) throw noSuchResource('Group', id);
      const few = (membersOf(group)?.length ?? 0) <= MAX_DISPLAYED;
      return shown(context, projection, group, few || asked(projection, MEMBERS_DISPLAY));
    },
    kind: {
      model: GROUP,
      apart: MEMBERS.attribute.name,
      showListed: async (context, projection, stored) => {
        const group = selects(projection, MEMBERS.attribute)
          ? await directory.readGroup(context.tenant, stored.id, context.call)
          : stored;
        return group && shown(context, projection, group, asked(projection, MEMBERS_DISPLAY));
      },
      having: async ({ tenant, call }, memberId) =>
        directory.readMany(tenant, 'Group', await directory.groupsOf(tenant, memberId, call), call),
    },
  };
};
