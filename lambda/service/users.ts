import { fitsAnswer } from '../scim/answer.ts';
import { parseResource } from '../scim/body.ts';
import type { Json } from '../scim/json.ts';
import { replaced } from '../scim/kept.ts';
import { applyChanges } from '../scim/patch/apply.ts';
import { parsePatch } from '../scim/patch/operations.ts';
import { type Preconditions, UNCONDITIONAL } from '../scim/precondition.ts';
import { asked, type Projection, parseProjection } from '../scim/projection.ts';
import type { Attributes } from '../scim/resource.ts';
import { USER } from '../scim/schema/models.ts';
import type { Directory } from '../store/port.ts';
import { requireConditions } from './conditions.ts';
import { contentOf } from './content.ts';
import type { Context, Shown, View } from './context.ts';
import { noSuchResource, translated } from './failure.ts';
import { type ListSettings, listResources, UNBOUNDED } from './list/list.ts';
import { removeResource } from './removal.ts';
import { MAX_DISPLAYED } from './represent.ts';
import { untilCurrent } from './retry.ts';
import type { ResourceService } from './service.ts';
import { GROUPS_DISPLAY, NO_NAMES, userView } from './user-view.ts';

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
  const { groupsFor, displayNames, shown, kind } = userView(directory);

  /** Reads a user, changes its attributes by `change`, writes them, and again when another came between. */
  const change = (
    context: Context,
    id: string,
    projection: Projection,
    conditions: Preconditions,
    next: (before: Attributes) => Attributes,
  ): Promise<Shown> =>
    translated('User', id, () =>
      untilCurrent(context.call, async () => {
        const [previous, groups] = await Promise.all([
          directory.read(context.tenant, 'User', id, context.call),
          groupsFor(context, projection, id),
        ]);
        if (!previous) throw noSuchResource('User', id);
        requireConditions(conditions, previous);
        const content = contentOf(context, USER, next(previous.attributes));
        // Once the change is made, nothing that belongs to its answer may tell the client otherwise.
        const [stored, names] = await Promise.all([
          directory.update(context.tenant, { previous, next: content, unchanged: 'resource' }, context.call),
          groups.length <= MAX_DISPLAYED ? displayNames(context, groups).catch(() => NO_NAMES) : NO_NAMES,
        ]);
        const whole = shown(context, projection, stored, groups, names);
        return fitsAnswer(JSON.stringify(whole.resource))
          ? whole
          : shown(context, projection, stored, [], NO_NAMES);
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
      translated('User', undefined, () => listResources(directory, lists, context, [kind], query)),

    replace: async (context, id, body, view, conditions = UNCONDITIONAL) => {
      const { attributes } = parseResource(USER, body);
      return change(context, id, projectionOf(view), conditions, (before) =>
        withActive(replaced(USER, before, attributes), before['active']),
      );
    },

    patch: async (context, id, body, view, conditions = UNCONDITIONAL) => {
      const changes = parsePatch(USER, body);
      return change(context, id, projectionOf(view), conditions, (before) =>
        withActive(applyChanges(USER, before, changes), before['active']),
      );
    },

    remove: (context, id, conditions = UNCONDITIONAL) =>
      translated('User', id, () => removeResource(directory, context, 'User', id, conditions)),
  };
};
