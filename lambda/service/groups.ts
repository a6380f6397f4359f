import { parseResource } from '../scim/body.ts';
import { invalidValue, payloadTooLarge } from '../scim/error.ts';
import { replaced } from '../scim/kept.ts';
import {
  dependsOnMembers,
  type MembershipEdit,
  membershipChange,
  mostMembersBefore,
} from '../scim/membership.ts';
import { applyChanges } from '../scim/patch/apply.ts';
import { membershipEdits } from '../scim/patch/membership.ts';
import { type Change, parsePatch } from '../scim/patch/operations.ts';
import { isConditional, type Preconditions, UNCONDITIONAL } from '../scim/precondition.ts';
import { type Projection, parseProjection } from '../scim/projection.ts';
import type { Attributes, MembershipChange } from '../scim/resource.ts';
import { GROUP } from '../scim/schema/models.ts';
import { entityTag } from '../scim/version.ts';
import { TooManyMembers } from '../store/error.ts';
import type { Directory, StoredResource } from '../store/port.ts';
import { requireConditions } from './conditions.ts';
import { contentOf } from './content.ts';
import type { Context, View } from './context.ts';
import { noSuchResource, translated } from './failure.ts';
import { groupView, MEMBERS, membersOf } from './group-view.ts';
import { type ListSettings, listResources, UNBOUNDED } from './list/list.ts';
import { removeResource } from './removal.ts';
import { untilCurrent } from './retry.ts';
import type { ResourceService } from './service.ts';

/** The most members of whom each is held against a filter, which takes the memory that all of them take. */
const MOST_COMPARED = 150_000;

/** The use cases of groups. `maxMembers` is how many members one request may add and remove. */
export const groupService = (
  directory: Directory,
  maxMembers: number,
  lists: ListSettings = UNBOUNDED,
): ResourceService => {
  const { showOne, showChanged, kind } = groupView(directory);

  const tooManyMembers = () =>
    payloadTooLarge(`one request may add and remove at most ${maxMembers} members`);

  /** @throws ScimError 400 for a group in itself, 413 for more members than a request may change */
  const allowed = (groupId: string | undefined, change: MembershipChange): MembershipChange => {
    if (change.add.some(({ id }) => id === groupId)) {
      throw invalidValue('a group cannot be a member of itself');
    }
    if (change.add.length + change.remove.length > maxMembers) throw tooManyMembers();
    return change;
  };

  /** A group with its members. @throws ScimError 413 when the edits would remove too many of them, whoever they are */
  const readToEdit = async (context: Context, id: string, edits: readonly MembershipEdit[]) => {
    const most = mostMembersBefore(edits, maxMembers);
    try {
      return await directory.readGroup(context.tenant, id, context.call, Math.min(most, MOST_COMPARED));
    } catch (error) {
      if (!(error instanceof TooManyMembers)) throw error;
      if (error.count > most) throw tooManyMembers();
      throw payloadTooLarge(
        `a filter can remove members of a group of at most ${MOST_COMPARED}; name them by their ids`,
      );
    }
  };

  /** Reads a group, with its members where the edits depend on them, and writes what it is to become. */
  const change = (
    context: Context,
    id: string,
    conditions: Preconditions,
    edits: readonly MembershipEdit[],
    next: (before: Attributes) => Attributes,
  ): Promise<StoredResource> => {
    const withMembers = dependsOnMembers(edits);
    return untilCurrent(context.call, async () => {
      const previous = withMembers
        ? await readToEdit(context, id, edits)
        : await directory.read(context.tenant, 'Group', id, context.call);
      if (!previous) throw noSuchResource('Group', id);
      requireConditions(conditions, previous);
      return directory.update(
        context.tenant,
        {
          previous,
          next: contentOf(context, GROUP, next(previous.attributes)),
          members: allowed(id, membershipChange(edits, membersOf(previous))),
          unchanged: unchangedFor(conditions, withMembers),
        },
        context.call,
      );
    });
  };

  return {
    create: (context, body, view) =>
      translated('Group', undefined, async () => {
        const projection = projectionOf(view);
        const { attributes, members } = parseResource(GROUP, body);
        allowed(undefined, { add: members, remove: [] });
        const content = contentOf(context, GROUP, attributes);
        const stored = await directory.create(context.tenant, 'Group', content, members, context.call);
        return showChanged(context, projection, members.length > 0 ? stored : { ...stored, members });
      }),

    get: (context, id, view) => translated('Group', id, () => showOne(context, projectionOf(view), id)),

    list: (context, query) =>
      translated('Group', undefined, () => listResources(directory, lists, context, [kind], query)),

    replace: (context, id, body, view, conditions = UNCONDITIONAL) =>
      translated('Group', id, async () => {
        const projection = projectionOf(view);
        const { attributes, members } = parseResource(GROUP, body);
        const changed = await change(context, id, conditions, [{ kind: 'replace', members }], (before) =>
          replaced(GROUP, before, attributes),
        );
        return showChanged(context, projection, changed);
      }),

    patch: (context, id, body, view, conditions = UNCONDITIONAL) =>
      translated('Group', id, async () => {
        const projection = projectionOf(view);
        const changes = parsePatch(GROUP, body);
        const edits = membershipEdits(changes.filter(isOfMembers));
        const others = changes.filter((one) => !isOfMembers(one));
        const answered = view.attributes !== undefined || view.excludedAttributes !== undefined;

        const isUnread = others.length === 0 && !isConditional(conditions) && !answered;
        if (edits.length > 0 && isUnread && !dependsOnMembers(edits)) {
          const members = allowed(id, membershipChange(edits));
          await directory.changeMembers(context.tenant, id, members, context.call);
          return { version: undefined };
        }
        const changed = await change(context, id, conditions, edits, (before) =>
          applyChanges(GROUP, before, others),
        );
        return answered
          ? showChanged(context, projection, changed)
          : { version: entityTag(changed.version, undefined) };
      }),

    remove: (context, id, conditions = UNCONDITIONAL) =>
      translated('Group', id, () => removeResource(directory, context, 'Group', id, conditions)),
  };
};

/** Members that were computed from those before take no others into account. */
const unchangedFor = (conditions: Preconditions, withMembers: boolean) => {
  if (withMembers) return 'members';
  return isConditional(conditions) ? 'everything' : 'resource';
};

const isOfMembers = ({ path }: Change): boolean => path.attribute.attribute === MEMBERS.attribute;

const projectionOf = ({ attributes, excludedAttributes }: View): Projection =>
  parseProjection(GROUP, attributes, excludedAttributes);
