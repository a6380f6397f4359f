import { isObject, type Json, type JsonObject } from '../scim/json.ts';
import { type Projection, project } from '../scim/projection.ts';
import type { Reference } from '../scim/resource.ts';
import type { ResourceModel } from '../scim/schema/definition.ts';
import { ENTERPRISE_USER_SCHEMA } from '../scim/schema/enterprise-user.ts';
import { GROUP, USER } from '../scim/schema/models.ts';
import type { ListedResource } from '../store/port.ts';
import type { Context, Shown } from './context.ts';

/**
 * Up to how many members or groups are answered with their display names unasked; beyond it one more read
 * for each hundred would be the price of a courtesy.
 */
export const MAX_DISPLAYED = 100;

const ENDPOINTS = { User: USER.endpoint, Group: GROUP.endpoint } as const;

export const locationOf = (context: Context, { id, type }: Reference): string =>
  `${context.baseUrl}${ENDPOINTS[type]}/${id}`;

/** The whole resource as the protocol has it; `apart` is what is kept apart from it: groups or members. */
export const representation = (
  context: Context,
  model: ResourceModel,
  stored: ListedResource,
  version: string,
  apart: JsonObject = {},
): JsonObject => ({
  ...withManagerReference(context, stored.attributes),
  ...apart,
  schemas: [
    model.schema.id,
    ...model.extensions.map(({ schema }) => schema.id).filter((urn) => stored.attributes[urn] !== undefined),
  ],
  id: stored.id,
  meta: {
    resourceType: model.name,
    created: stored.created,
    lastModified: stored.lastModified,
    location: locationOf(context, stored),
    version,
  },
});

/** A representation as the request wants to see it. */
export const show = (
  context: Context,
  model: ResourceModel,
  projection: Projection,
  stored: ListedResource,
  version: string,
  apart: JsonObject,
): Shown => ({
  resource: project(model, projection, representation(context, model, stored, version, apart)),
  version,
  location: locationOf(context, stored),
});

/** Members of a group, or groups of a user: `type` is a member's kind, or that the membership is direct. */
export const references = (
  context: Context,
  list: readonly Reference[],
  displayNames: ReadonlyMap<string, string>,
  type: (reference: Reference) => string,
): Json[] =>
  list.map((reference) => {
    const display = displayNames.get(reference.id);
    return {
      value: reference.id,
      $ref: locationOf(context, reference),
      ...(display !== undefined && { display }),
      type: type(reference),
    };
  });

const withManagerReference = (context: Context, attributes: JsonObject): JsonObject => {
  const urn = ENTERPRISE_USER_SCHEMA.id;
  const extension = attributes[urn];
  const manager = isObject(extension) ? extension['manager'] : undefined;
  const id = isObject(manager) ? manager['value'] : undefined;
  if (!isObject(extension) || !isObject(manager) || typeof id !== 'string') return attributes;
  const $ref = locationOf(context, { id, type: 'User' });
  return { ...attributes, [urn]: { ...extension, manager: { ...manager, $ref } } };
};
