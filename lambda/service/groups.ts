import { parseResource } from '../scim/body.ts';
import { invalidValue, payloadTooLarge } from '../scim/error.ts';
import { dependsOnMembers, membershipChange } from '../scim/membership.ts';
import { applyChanges } from '../scim/patch/apply.ts';
import { membershipEdits } from '../scim/patch/membership.ts';
import { type Change, parsePatch } from '../scim/patch/operations.ts';
import { type Projection, parseProjection } from '../scim/projection.ts';
import type { Attributes, MembershipChange } from '../scim/resource.ts';
import { GROUP } from '../scim/schema/models.ts';
import type { EntityTags } from '../scim/version.ts';
import type { Directory, StoredGroup, StoredResource } from '../store/port.ts';
import { requireMatch } from './conditions.ts';
import { contentOf } from './content.ts';
import type { Context, View } from './context.ts';
import { noSuchResource, translated } from './failure.ts';
import { groupView, MEMBERS, membersOf } from './group-view.ts';
import { type ListSettings, listResources, UNBOUNDED } from './list/list.ts';
import { removeResource } from './removal.ts';
import { untilCurrent } from './retry.ts';
import type { ResourceService } from './service.ts';

/** What a group is to become. */
interface Next {
  readonly attributes: Attributes;
  readonly members: MembershipChange;
}

/** The use cases of groups. `maxMembers` is how many members one request may add and remove. */
export const groupService = (
  directory: Directory,
  maxMembers: number,
  lists: ListSettings = UNBOUNDED,
): ResourceService => {
  const { showOne, shown, kind } = groupView(directory);

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

  /** Reads a group, with its members where `next` needs them, and writes what it is to become. */
  const change = (
    context: Context,
    id: string,
    ifMatch: EntityTags | undefined,
    withMembers: boolean,
    next: (previous: StoredResource | StoredGroup) => Next,
  ): Promise<unknown> =>
    untilCurrent(context.call, async () => {
      const previous = withMembers
        ? await directory.readGroup(context.tenant, id, context.call)
        : await directory.read(context.tenant, 'Group', id, context.call);
      if (!previous) throw noSuchResource('Group', id);
      requireMatch(ifMatch, previous);
      const { attributes, members } = next(previous);
      return directory.update(
        context.tenant,
        {
          previous,
          next: contentOf(context, GROUP, attributes),
          members: allowed(id, members),
          // Members that were computed from those before take no others into account.
          unchanged: ifMatch || withMembers ? 'everything' : 'resource',
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
      translated('Group', undefined, () => listResources(directory, lists, context, kind, query)),

    replace: (context, id, body, view, ifMatch) =>
      translated('Group', id, async () => {
        const projection = projectionOf(view);
        const { attributes, members } = parseResource(GROUP, body);
        await change(context, id, ifMatch, true, (previous) => ({
          attributes,
          members: membershipChange([{ kind: 'replace', members }], membersOf(previous)),
        }));
        return showOne(context, projection, id);
      }),

    patch: (context, id, body, view, ifMatch) =>
      translated('Group', id, async () => {
        const projection = projectionOf(view);
        const changes = parsePatch(GROUP, body);
        const edits = membershipEdits(changes.filter(isOfMembers));
        const others = changes.filter((one) => !isOfMembers(one));
        const withMembers = dependsOnMembers(edits);

        if (edits.length > 0 && others.length === 0 && !ifMatch && !withMembers) {
          const members = allowed(id, membershipChange(edits));
          await directory.changeMembers(context.tenant, id, members, context.call);
        } else {
          await change(context, id, ifMatch, withMembers, (previous) => ({
            attributes: applyChanges(GROUP, previous.attributes, others),
            members: membershipChange(edits, membersOf(previous)),
          }));
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
