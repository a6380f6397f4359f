import { fitsAnswer } from '../scim/answer.ts';
import type { JsonObject } from '../scim/json.ts';
import { MAX_COUNT } from '../scim/list.ts';
import { asked, DEFAULT_PROJECTION, EVERYTHING, type Projection, selects } from '../scim/projection.ts';
import type { Reference } from '../scim/resource.ts';
import { GROUP } from '../scim/schema/models.ts';
import { requireAttribute } from '../scim/schema/resolve.ts';
import { entityTag } from '../scim/version.ts';
import { withShare } from '../store/membership-share.ts';
import type { Directory, ListedResource, StoredGroup, StoredResource } from '../store/port.ts';
import type { Context, Shown } from './context.ts';
import { noSuchResource } from './failure.ts';
import type { Kind } from './kind.ts';
import { mostMembersShown } from './most-members.ts';
import { MAX_DISPLAYED, references, show } from './represent.ts';

export const MEMBERS = requireAttribute(GROUP, 'members');
const MEMBERS_DISPLAY = requireAttribute(GROUP, 'members.display');
/** What the membership has a share in. */
const SHARED = ['meta.version', 'meta.lastModified'];
const SHARED_ATTRIBUTES = SHARED.map((name) => requireAttribute(GROUP, name));

const NO_NAMES: ReadonlyMap<string, string> = new Map();

const WITHOUT_MEMBERS: Projection = { mode: 'without', names: new Set([MEMBERS.attribute.name]) };

/** How many groups are shown with their members at a time: each may have very many. */
const FEW = 8;

/** The members of a group that was read with them; undefined of one that was not. */
export const membersOf = (group: ListedResource | StoredGroup): readonly Reference[] | undefined =>
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
    selects(projection, MEMBERS)
      ? directory.readGroup(context.tenant, id, context.call, mostMembersShown(context, projection))
      : directory.read(context.tenant, 'Group', id, context.call);

  /** The names of everybody in some groups, where they are wanted. */
  const namesFor = async (
    context: Context,
    groups: readonly (StoredResource | StoredGroup)[],
    wanted: boolean,
  ): Promise<ReadonlyMap<string, string>> => {
    const members = wanted ? groups.flatMap((group) => membersOf(group) ?? []) : [];
    return members.length > 0 ? directory.displayNames(context.tenant, members, context.call) : NO_NAMES;
  };

  const present = (
    context: Context,
    projection: Projection,
    group: ListedResource | StoredGroup,
    names: ReadonlyMap<string, string>,
  ): Shown => {
    const members = membersOf(group) ?? [];
    const apart: JsonObject =
      members.length > 0 ? { members: references(context, members, names, ({ type }) => type) } : {};
    return show(context, GROUP, projection, group, entityTag(group.version, undefined), apart);
  };

  const shown = async (
    context: Context,
    projection: Projection,
    group: StoredResource | StoredGroup,
    withNames: boolean,
  ): Promise<Shown> => present(context, projection, group, await namesFor(context, [group], withNames));

  const withMembers: Kind['presenter'] = async (context, projection, ids) => {
    const most = mostMembersShown(context, projection);
    const groups = await directory.readGroups(context.tenant, ids, context.call, most);
    const names = await namesFor(context, groups, asked(projection, MEMBERS_DISPLAY));
    const byId = new Map(groups.map((group) => [group.id, group]));
    return ({ id }) => {
      const group = byId.get(id);
      return group && present(context, projection, group, names);
    };
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
      if (membersOf(changed) || !selects(projection, MEMBERS)) return asItIs();
      try {
        const group = await showRead(context, projection, changed.id);
        return group && fitsAnswer(JSON.stringify(group.resource)) ? group : asItIs();
      } catch {
        return asItIs();
      }
    },
    kind: {
      model: GROUP,
      apart: MEMBERS.attribute.name,
      presenter: async (context, projection, ids) => {
        if (selects(projection, MEMBERS)) return withMembers(context, projection, ids);
        const asListed = (listed: ListedResource) => present(context, projection, listed, NO_NAMES);
        if (!SHARED_ATTRIBUTES.some((one) => selects(projection, one))) return asListed;
        const shares = await directory.membershipShares(context.tenant, ids, context.call);
        return (listed) => {
          const share = shares.get(listed.id);
          return share && asListed(withShare(listed, share));
        };
      },
      presentedAtOnce: (projection) => (selects(projection, MEMBERS) ? FEW : MAX_COUNT),
      knownBy: [
        { attributes: ['members.display'], projection: EVERYTHING },
        { attributes: ['members'], projection: DEFAULT_PROJECTION },
        { attributes: SHARED, projection: WITHOUT_MEMBERS },
      ],
      having: async ({ tenant, call }, memberId, among) => {
        if (!among)
          return [...((await directory.groupsOf(tenant, [memberId], call)).get(memberId) ?? [])].sort();
        const asked = among.map((groupId) => ({ groupId, memberId }));
        return (await directory.memberships(tenant, asked, call)).map(({ groupId }) => groupId);
      },
    },
  };
};
