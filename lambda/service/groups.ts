import { parseResource } from '../scim/body.ts';
import { invalidValue, payloadTooLarge } from '../scim/error.ts';
import type { JsonObject } from '../scim/json.ts';
import { dependsOnMembers, type MembershipEdit, membershipChange } from '../scim/membership.ts';
import { applyChanges } from '../scim/patch/apply.ts';
import { membershipEdits } from '../scim/patch/membership.ts';
import { type Change, parsePatch } from '../scim/patch/operations.ts';
import { asked, type Projection, parseProjection, selects } from '../scim/projection.ts';
import type { MembershipChange, Reference } from '../scim/resource.ts';
import { GROUP } from '../scim/schema/models.ts';
import { requireAttribute } from '../scim/schema/resolve.ts';
import { type EntityTags, entityTag } from '../scim/version.ts';
import type { Directory, StoredGroup, StoredResource } from '../store/port.ts';
import { requireMatch } from './conditions.ts';
import { contentOf } from './content.ts';
import type { Context, Shown, View } from './context.ts';
import { noSuchResource, translated } from './failure.ts';
import type { Kind } from './kind.ts';
import { listResources } from './listing.ts';
import { removeResource } from './removal.ts';
import { MAX_DISPLAYED, references, show } from './represent.ts';
import { untilCurrent } from './retry.ts';
import type { ResourceService } from './service.ts';

const MEMBERS = requireAttribute(GROUP, 'members');
const MEMBERS_DISPLAY = requireAttribute(GROUP, 'members.display');
const NOBODY: readonly Reference[] = [];

/** The use cases of groups. `maxMembers` is how many members one request may add and remove. */
export const groupService = (directory: Directory, maxMembers: number): ResourceService => {
  const readFor = async (
    context: Context,
    projection: Projection,
    id: string,
  ): Promise<StoredResource | StoredGroup> => {
    const group = selects(projection, MEMBERS.attribute)
      ? await directory.readGroup(context.tenant, id)
      : await directory.read(context.tenant, 'Group', id);
    if (!group) throw noSuchResource('Group', id);
    return group;
  };

  const shown = async (
    context: Context,
    projection: Projection,
    group: StoredResource | StoredGroup,
    withNames: boolean,
  ): Promise<Shown> => {
    const members = 'members' in group ? group.members : NOBODY;
    const names =
      withNames && members.length > 0
        ? await directory.displayNames(context.tenant, members)
        : new Map<string, string>();
    const apart: JsonObject =
      members.length > 0 ? { members: references(context, members, names, ({ type }) => type) } : {};
    return show(context, GROUP, projection, group, entityTag(group.version, undefined), apart);
  };

  const showOne = async (context: Context, projection: Projection, id: string): Promise<Shown> => {
    const group = await readFor(context, projection, id);
    const few = 'members' in group && group.members.length <= MAX_DISPLAYED;
    return shown(context, projection, group, few || asked(projection, MEMBERS_DISPLAY));
  };

  const kind: Kind = {
    model: GROUP,
    apart: MEMBERS.attribute.name,
    showListed: async (context, projection, stored) => {
      const group = selects(projection, MEMBERS.attribute)
        ? await directory.readGroup(context.tenant, stored.id)
        : stored;
      return group && shown(context, projection, group, asked(projection, MEMBERS_DISPLAY));
    },
    having: async ({ tenant }, memberId) =>
      directory.readMany(tenant, 'Group', await directory.groupsOf(tenant, memberId)),
  };

  /** @throws ScimError 400 for a group in itself, 413 for more members than a request may change */
  const allowed = (groupId: string | undefined, change: MembershipChange): MembershipChange => {
    if (change.add.some(({ id }) => id === groupId)) {
      throw invalidValue('a group cannot be a member of itself');
    }
    if (change.add.length + change.remove.length > maxMembers) {
      throw payloadTooLarge(`one request may add and remove at most ${maxMembers} members`);
    }
    return change;
  };

  /** Reads the group, with its members where the edits depend on them, and writes it with all changes. */
  const readAndChange = (
    context: Context,
    id: string,
    changes: readonly Change[],
    edits: readonly MembershipEdit[],
    ifMatch: EntityTags | undefined,
  ): Promise<unknown> =>
    untilCurrent(context.call, async () => {
      const previous = dependsOnMembers(edits)
        ? await directory.readGroup(context.tenant, id)
        : await directory.read(context.tenant, 'Group', id);
      if (!previous) throw noSuchResource('Group', id);
      requireMatch(ifMatch, previous);
      const { members: current } = { members: undefined, ...previous };
      return directory.update(
        context.tenant,
        {
          previous,
          next: contentOf(context, GROUP, applyChanges(GROUP, previous.attributes, changes)),
          members: allowed(id, membershipChange(edits, current)),
          unchanged: ifMatch ? 'everything' : 'resource',
        },
        context.call,
      );
    });

  return {
    create: (context, body, view) =>
      translated('Group', undefined, async () => {
        const projection = projectionOf(view);
        const { attributes, members } = parseResource(GROUP, body);
        allowed(undefined, { add: members, remove: [] });
        const content = contentOf(context, GROUP, attributes);
        const stored = await directory.create(context.tenant, 'Group', content, members, context.call);
        return members.length > 0
          ? showOne(context, projection, stored.id)
          : shown(context, projection, stored, false);
      }),

    get: (context, id, view) => translated('Group', id, () => showOne(context, projectionOf(view), id)),

    list: (context, query) =>
      translated('Group', undefined, () => listResources(directory, context, kind, query)),

    replace: (context, id, body, view, ifMatch) =>
      translated('Group', id, async () => {
        const projection = projectionOf(view);
        const { attributes, members } = parseResource(GROUP, body);
        await untilCurrent(context.call, async () => {
          const previous = await directory.readGroup(context.tenant, id);
          if (!previous) throw noSuchResource('Group', id);
          requireMatch(ifMatch, previous);
          const change = membershipChange([{ kind: 'replace', members }], previous.members);
          return directory.update(
            context.tenant,
            {
              previous,
              next: contentOf(context, GROUP, attributes),
              members: allowed(id, change),
              unchanged: ifMatch ? 'everything' : 'resource',
            },
            context.call,
          );
        });
        return showOne(context, projection, id);
      }),

    patch: (context, id, body, view, ifMatch) =>
      translated('Group', id, async () => {
        const projection = projectionOf(view);
        const changes = parsePatch(GROUP, body);
        const edits = membershipEdits(changes.filter(isOfMembers));
        const others = changes.filter((change) => !isOfMembers(change));

        if (edits.length > 0 && others.length === 0 && !ifMatch && !dependsOnMembers(edits)) {
          const change = allowed(id, membershipChange(edits));
          await directory.changeMembers(context.tenant, id, change, context.call);
        } else {
          await readAndChange(context, id, others, edits, ifMatch);
        }
        return view.attributes || view.excludedAttributes ? showOne(context, projection, id) : undefined;
      }),

    remove: (context, id, ifMatch) =>
      translated('Group', id, () => removeResource(directory, context, 'Group', id, ifMatch)),
  };
};

const isOfMembers = ({ path }: Change): boolean => path.attribute.attribute === MEMBERS.attribute;

const projectionOf = ({ attributes, excludedAttributes }: View): Projection =>
  parseProjection(GROUP, attributes, excludedAttributes);
