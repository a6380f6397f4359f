import { isObject, type Json, type JsonObject, listOf } from '../../lambda/scim/json.ts';
import type { Attributes } from '../../lambda/scim/resource.ts';
import {
  canonical,
  changeGroup,
  changeUser,
  createGroup,
  createUser,
  deleteResource,
  type Effect,
  getAttribute,
  lookUp,
} from './model.ts';
import { idOf, POPULATIONS } from './population.ts';
import type { Request } from './request.ts';

/** A request, and what it is to come to. */
export interface Part {
  /** `tagOf` gives the version that a group or user had in the beginning, as an ETag. */
  readonly request: ((tagOf: (label: string) => string) => Request) | 'sweep';
  readonly effect: Effect;
  /** What a reader is told, from the body of the answer. */
  readonly told?: (body: unknown) => string | undefined;
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const references = (labels: readonly string[]): Json => labels.map((label) => ({ value: idOf(label) }));
const patch = (...Operations: readonly { op: string; path?: string; value?: Json }[]): Json => ({
  schemas: [PATCH_OP],
  Operations: Operations.map((operation) => ({ ...operation })),
});
const initialUser = (label: string): Attributes => POPULATIONS.office.users[label] ?? {};
const initialGroup = (label: string) => {
  const group = POPULATIONS.office.groups[label];
  if (!group) throw new Error(`there is no group ${label}`);
  return group;
};

export const newUser = (userName: string): Part => {
  const attributes = {
    userName,
    active: true,
    emails: [{ value: `${userName}@contoso.example`, type: 'work' }],
  };
  return {
    request: () => ({ method: 'POST', resource: 'Users', body: { schemas: [USER], ...attributes } }),
    effect: createUser(attributes),
  };
};

export const newGroup = (displayName: string, members: readonly string[]): Part => ({
  request: () => ({
    method: 'POST',
    resource: 'Groups',
    body: { schemas: [GROUP], displayName, members: references(members) },
  }),
  effect: createGroup(displayName, members),
});

/** A PATCH that replaces attributes of a user. */
export const userPatch = (label: string, attributes: Attributes, ifMatch = false): Part => ({
  request: (tagOf) => ({
    method: 'PATCH',
    resource: 'Users',
    id: idOf(label),
    ...(ifMatch && { ifMatch: tagOf(label) }),
    body: patch({ op: 'replace', value: attributes }),
  }),
  effect: changeUser(
    label,
    (before) => ({ ...before, ...attributes }),
    ifMatch ? initialUser(label) : undefined,
  ),
});

export const userPut = (label: string, attributes: Attributes): Part => ({
  request: () => ({
    method: 'PUT',
    resource: 'Users',
    id: idOf(label),
    body: { schemas: [USER], ...attributes },
  }),
  effect: changeUser(label, () => ({ active: true, ...attributes })),
});

export const groupPatch = (
  label: string,
  ifMatch: boolean,
  change: Parameters<typeof changeGroup>[1],
): Part => {
  const { displayName, add, remove, members } = change;
  return {
    request: (tagOf) => ({
      method: 'PATCH',
      resource: 'Groups',
      id: idOf(label),
      ...(ifMatch && { ifMatch: tagOf(label) }),
      body: patch(
        ...(displayName ? [{ op: 'replace', path: 'displayName', value: displayName }] : []),
        ...(remove ? [{ op: 'remove', path: 'members', value: references(remove) }] : []),
        ...(add ? [{ op: 'add', path: 'members', value: references(add) }] : []),
        ...(members ? [{ op: 'replace', path: 'members', value: references(members) }] : []),
      ),
    }),
    effect: changeGroup(label, change, 204, ifMatch ? initialGroup(label) : undefined),
  };
};

export const groupPut = (label: string, displayName: string, members: readonly string[]): Part => ({
  request: () => ({
    method: 'PUT',
    resource: 'Groups',
    id: idOf(label),
    body: { schemas: [GROUP], displayName, members: references(members) },
  }),
  effect: changeGroup(label, { displayName, members }, 200),
});

export const deletion = (resource: 'Users' | 'Groups', label: string): Part => ({
  request: () => ({ method: 'DELETE', resource, id: idOf(label) }),
  effect: deleteResource(label),
});

export const lookingUp = (resource: 'Users' | 'Groups', attribute: string, value: string): Part => ({
  request: () => ({
    method: 'GET',
    resource,
    query: { filter: `${attribute} eq "${value}"`, attributes: attribute },
  }),
  effect: lookUp(resource === 'Users' ? 'users' : 'groups', attribute, value),
  told: (body) => {
    const resources = isObject(body as Json) ? listOf((body as JsonObject)['Resources'] ?? []) : [];
    return canonical(resources.map((one) => isObject(one) && one[attribute]));
  },
});

export const getting = (label: string, attribute: string): Part => ({
  request: () => ({ method: 'GET', resource: 'Users', id: idOf(label), query: { attributes: attribute } }),
  effect: getAttribute(label, attribute),
  told: (body) => (isObject(body as Json) ? canonical((body as JsonObject)[attribute]) : undefined),
});

/** The sweeper, who does what nobody is to notice, but for those whose creation he takes for abandoned. */
export const sweeper: Part = { request: 'sweep', effect: (before) => ({ status: 200, after: before }) };
