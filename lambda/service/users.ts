import { createHash } from 'node:crypto';
import { parseResource } from '../scim/body.ts';
import type { Json, JsonObject } from '../scim/json.ts';
import { MAX_COUNT } from '../scim/list.ts';
import { applyChanges } from '../scim/patch/apply.ts';
import { parsePatch } from '../scim/patch/operations.ts';
import {
  asked,
  DEFAULT_PROJECTION,
  EVERYTHING,
  type Projection,
  parseProjection,
  selects,
} from '../scim/projection.ts';
import type { Attributes, Reference } from '../scim/resource.ts';
import { USER } from '../scim/schema/models.ts';
import { requireAttribute } from '../scim/schema/resolve.ts';
import { type EntityTags, entityTag } from '../scim/version.ts';
import type { Directory, ListedResource } from '../store/port.ts';
import { requireMatch } from './conditions.ts';
import { contentOf } from './content.ts';
import type { Context, Shown, View } from './context.ts';
import { noSuchResource, translated } from './failure.ts';
import type { Kind } from './kind.ts';
import { type ListSettings, listResources, UNBOUNDED } from './list/list.ts';
import { removeResource } from './removal.ts';
import { MAX_DISPLAYED, references, show } from './represent.ts';
import { untilCurrent } from './retry.ts';
import type { ResourceService } from './service.ts';

const GROUPS = requireAttribute(USER, 'groups');
const GROUPS_DISPLAY = requireAttribute(USER, 'groups.display');

const NO_NAMES: ReadonlyMap<string, string> = new Map();
const NO_GROUPS: ReadonlyMap<string, readonly string[]> = new Map();

const asGroup = (id: string): Reference => ({ id, type: 'Group' });

/** What makes the ETag of a user change with its groups, which are part of the answer but not of the item. */
const digest = (groups: readonly string[]): string =>
  createHash('sha256')
    .update([...groups].sort().join())
    .digest('base64url')
    .slice(0, 12);

/**
 * `active` always has a value, true for a new user. A PUT that leaves it out or a PATCH that clears it keeps
 * what it was, so that no omission enables an account.
 */
const withActive = (attributes: Attributes, before: Json | undefined): Attributes => ({
  active: before ?? true,
  ...attributes,
});

const projectionOf = ({ attributes, excludedAttributes }: View): Projection =>
  parseProjection(USER, attributes, excludedAttributes);

/** The use cases of users. */
export const userService = (directory: Directory, lists: ListSettings = UNBOUNDED): ResourceService => {
  /** The ids of the groups, where the answer shows them. */
  const groupsFor = async (context: Context, projection: Projection, id: string) =>
    (await groupsForAll(context, projection, [id])).get(id) ?? [];

  const groupsForAll = async (context: Context, projection: Projection, ids: readonly string[]) =>
    selects(projection, GROUPS.attribute) ? directory.groupsOf(context.tenant, ids, context.call) : NO_GROUPS;

  const displayNames = (context: Context, groups: readonly string[]) =>
    groups.length > 0 ? directory.displayNames(context.tenant, groups.map(asGroup), context.call) : NO_NAMES;

  const shown = (
    context: Context,
    projection: Projection,
    stored: ListedResource,
    groups: readonly string[],
    names: ReadonlyMap<string, string>,
  ): Shown => {
    const version = entityTag(stored.version, groups.length > 0 ? digest(groups) : undefined);
    const apart: JsonObject =
      groups.length > 0 ? { groups: references(context, groups.map(asGroup), names, () => 'direct') } : {};
    return show(context, USER, projection, stored, version, apart);
  };

  const kind: Kind = {
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
    having: async ({ tenant, call }, groupId) => {
      const group = await directory.readGroup(tenant, groupId, call);
      const users = (group?.members ?? []).filter(({ type }) => type === 'User');
      return users.map(({ id }) => id).sort();
    },
  };

  /** Reads a user, changes its attributes by `change`, writes them, and again when another came between. */
  const change = (
    context: Context,
    id: string,
    projection: Projection,
    ifMatch: EntityTags | undefined,
    next: (before: Attributes) => Attributes,
  ): Promise<Shown> =>
    translated('User', id, () =>
      untilCurrent(context.call, async () => {
        const [previous, groups] = await Promise.all([
          directory.read(context.tenant, 'User', id, context.call),
          groupsFor(context, projection, id),
        ]);
        if (!previous) throw noSuchResource('User', id);
        requireMatch(ifMatch, previous);
        const content = contentOf(context, USER, next(previous.attributes));
        const [stored, names] = await Promise.all([
          directory.update(context.tenant, { previous, next: content, unchanged: 'resource' }, context.call),
          groups.length <= MAX_DISPLAYED ? displayNames(context, groups) : NO_NAMES,
        ]);
        return shown(context, projection, stored, groups, names);
      }),
    );

  return {
    create: (context, body, view) =>
      translated('User', undefined, async () => {
        const projection = projectionOf(view);
        const { attributes } = parseResource(USER, body);
        const content = contentOf(context, USER, withActive(attributes, undefined));
        const stored = await directory.create(context.tenant, 'User', content, [], context.call);
        return shown(context, projection, stored, [], NO_NAMES);
      }),

    get: (context, id, view) =>
      translated('User', id, async () => {
        const projection = projectionOf(view);
        const [stored, groups] = await Promise.all([
          directory.read(context.tenant, 'User', id, context.call),
          groupsFor(context, projection, id),
        ]);
        if (!stored) throw noSuchResource('User', id);
        const displayed = groups.length <= MAX_DISPLAYED || asked(projection, GROUPS_DISPLAY);
        const names = displayed ? await displayNames(context, groups) : NO_NAMES;
        return shown(context, projection, stored, groups, names);
      }),

    list: (context, query) =>
      translated('User', undefined, () => listResources(directory, lists, context, kind, query)),

    replace: async (context, id, body, view, ifMatch) => {
      const { attributes } = parseResource(USER, body);
      return change(context, id, projectionOf(view), ifMatch, (before) =>
        withActive(attributes, before['active']),
      );
    },

    patch: async (context, id, body, view, ifMatch) => {
      const changes = parsePatch(USER, body);
      return change(context, id, projectionOf(view), ifMatch, (before) =>
        withActive(applyChanges(USER, before, changes), before['active']),
      );
    },

    remove: (context, id, ifMatch) =>
      translated('User', id, () => removeResource(directory, context, 'User', id, ifMatch)),
  };
};
