import { fitsAnswer } from '../scim/answer.ts';
import type { JsonObject } from '../scim/json.ts';
import { asked, type Projection, selects } from '../scim/projection.ts';
import type { Reference } from '../scim/resource.ts';
import { GROUP } from '../scim/schema/models.ts';
import { requireAttribute } from '../scim/schema/resolve.ts';
import { entityTag } from '../scim/version.ts';
import { StoreError } from '../store/error.ts';
import type { Directory, StoredGroup, StoredResource } from '../store/port.ts';
import type { Context, Shown } from './context.ts';
import { noSuchResource } from './failure.ts';
import type { Kind } from './kind.ts';
import { mostMembersShown } from './most-members.ts';
import { MAX_DISPLAYED, references, show } from './represent.ts';

export const MEMBERS = requireAttribute(GROUP, 'members');
const MEMBERS_DISPLAY = requireAttribute(GROUP, 'members.display');

/** The members of a group that was read with them; undefined of one that was not. */
export const membersOf = (group: StoredResource | StoredGroup): readonly Reference[] | undefined =>
  'members' in group ? group.members : undefined;

/** How groups are read and shown, with no more of their members than a request wants to see. */
export interface GroupView {
  /** One group. @throws ScimError 404; TooManyMembers when an answer has no room for its members */
  readonly showOne: (context: Context, projection: Projection, id: string) => Promise<Shown>;
  /**
   * A group that has just been changed, as it is by now; its members are read unless they are known. The change is
   * made, and whatever keeps its members from being shown must not tell the client otherwise: they are left out.
   */
  readonly showChanged: (
    context: Context,
    projection: Projection,
    changed: StoredResource | StoredGroup,
  ) => Promise<Shown>;
  readonly kind: Kind;
}

export const groupView = (directory: Directory): GroupView => {
  const read = (context: Context, projection: Projection, id: string) =>
    selects(projection, MEMBERS.attribute)
      ? directory.readGroup(context.tenant, id, context.call, mostMembersShown(context, projection))
      : directory.read(context.tenant, 'Group', id, context.call);

  const shown = async (
    context: Context,
    projection: Projection,
    group: StoredResource | StoredGroup,
    withNames: boolean,
  ): Promise<Shown> => {
    const members = membersOf(group) ?? [];
    const names =
      withNames && members.length > 0
        ? await directory.displayNames(context.tenant, members, context.call)
        : new Map<string, string>();
    const apart: JsonObject =
      members.length > 0 ? { members: references(context, members, names, ({ type }) => type) } : {};
    return show(context, GROUP, projection, group, entityTag(group.version, undefined), apart);
  };

  const showRead = async (context: Context, projection: Projection, id: string) => {
    const group = await read(context, projection, id);
    const few = group && (membersOf(group)?.length ?? 0) <= MAX_DISPLAYED;
    return group && shown(context, projection, group, few || asked(projection, MEMBERS_DISPLAY));
  };

  return {
    showOne: async (context, projection, id) => {
      const group = await showRead(context, projection, id);
      if (!group) throw noSuchResource('Group', id);
      return group;
    },
    showChanged: async (context, projection, changed) => {
      const asItIs = () => shown(context, projection, changed, false);
      if (membersOf(changed) || !selects(projection, MEMBERS.attribute)) return asItIs();
      try {
        const group = await showRead(context, projection, changed.id);
        return group && fitsAnswer(JSON.stringify(group.resource)) ? group : asItIs();
      } catch (error) {
        if (error instanceof StoreError) return asItIs();
        throw error;
      }
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
