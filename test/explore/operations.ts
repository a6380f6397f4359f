import { isObject, type Json, type JsonObject, listOf } from '../../lambda/scim/json.ts';
import type { Attributes } from '../../lambda/scim/resource.ts';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import { UsageError } from '../../local/admin/error.ts';
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
  type Model,
} from './model.ts';
import { COMPANY, HALL, idOf, POPULATIONS, type PopulationName } from './population.ts';
import { sweepUp } from './recovery.ts';
import { type Answer, type Request, serve } from './request.ts';
import { TENANT, type World } from './world.ts';

/** A request that changes the directory, and what it is to come to. */
export interface Operation {
  readonly name: string;
  readonly population: PopulationName;
  /**
   * `whole`: it takes effect at once or not at all, whatever happens. `member by member`: everything but the
   * members of one group does.
   */
  readonly takesEffect: 'whole' | 'member by member';
  /** `tagOf` gives the version that a group or user had in the beginning, as an ETag. */
  readonly request: ((tagOf: (label: string) => string) => Request) | 'sweep';
  readonly effect: Effect;
  /** What a reader is told, from the body of the answer. */
  readonly told?: (body: unknown) => string | undefined;
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

type Part = Omit<Operation, 'name' | 'population' | 'takesEffect'>;

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

const newUser = (userName: string): Part => {
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

const newGroup = (displayName: string, members: readonly string[]): Part => ({
  request: () => ({
    method: 'POST',
    resource: 'Groups',
    body: { schemas: [GROUP], displayName, members: references(members) },
  }),
  effect: createGroup(displayName, members),
});

/** A PATCH that replaces attributes of a user. */
const userPatch = (label: string, attributes: Attributes, ifMatch = false): Part => ({
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

const userPut = (label: string, attributes: Attributes): Part => ({
  request: () => ({
    method: 'PUT',
    resource: 'Users',
    id: idOf(label),
    body: { schemas: [USER], ...attributes },
  }),
  effect: changeUser(label, () => ({ active: true, ...attributes })),
});

const groupPatch = (label: string, ifMatch: boolean, change: Parameters<typeof changeGroup>[1]): Part => {
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

const groupPut = (label: string, displayName: string, members: readonly string[]): Part => ({
  request: () => ({
    method: 'PUT',
    resource: 'Groups',
    id: idOf(label),
    body: { schemas: [GROUP], displayName, members: references(members) },
  }),
  effect: changeGroup(label, { displayName, members }, 200),
});

const deletion = (resource: 'Users' | 'Groups', label: string): Part => ({
  request: () => ({ method: 'DELETE', resource, id: idOf(label) }),
  effect: deleteResource(label),
});

const lookingUp = (resource: 'Users' | 'Groups', attribute: string, value: string): Part => ({
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

const getting = (label: string, attribute: string): Part => ({
  request: () => ({ method: 'GET', resource: 'Users', id: idOf(label), query: { attributes: attribute } }),
  effect: getAttribute(label, attribute),
  told: (body) => (isObject(body as Json) ? canonical((body as JsonObject)[attribute]) : undefined),
});

const named =
  (population: PopulationName, takesEffect: Operation['takesEffect']) =>
  (parts: Readonly<Record<string, Part>>): readonly Operation[] =>
    Object.entries(parts).map(([name, part]) => ({ name, population, takesEffect, ...part }));

/** The sweeper, who does what nobody is to notice, but for those whose creation he takes for abandoned. */
const sweeper: Part = { request: 'sweep', effect: (before) => ({ status: 200, after: before }) };

const sliced = (from: number, to: number): readonly string[] => COMPANY.slice(from, to);

/** Every kind of request that changes something, on either side of each bound on what one transaction holds. */
export const OPERATIONS: readonly Operation[] = [
  ...named(
    'office',
    'whole',
  )({
    'create-user': newUser('zoe'),
    'create-group-of-0': newGroup('buyers', []),
    'patch-user': userPatch('ann', { title: 'Boss' }),
    'rename-user': userPatch('bob', { userName: 'robert', externalId: 'x-robert' }),
    'claim-taken-name': userPatch('cid', { userName: 'ann' }),
    'patch-user-if-match': userPatch('dan', { title: 'Boss' }, true),
    'put-user': userPut('eve', { userName: 'eva', title: 'Boss' }),
    'rename-group': groupPatch('sales', false, { displayName: 'vendors' }),
    'add-1': groupPatch('sales', false, { add: ['dan'] }),
    'remove-1': groupPatch('sales', false, { remove: ['ann'] }),
    'replace-members': groupPatch('sales', false, { members: ['cid', 'dan', 'eve'] }),
    'rename-and-change-members': groupPatch('sales', false, {
      displayName: 'vendors',
      add: ['eve'],
      remove: ['bob'],
    }),
    'change-members-if-match': groupPatch('sales', true, { add: ['eve'], remove: ['bob'] }),
    'put-group': groupPut('sales', 'vendors', ['ann', 'fay', 'choir']),
    'delete-user-in-0': deletion('Users', 'gus'),
    'delete-user-in-3': deletion('Users', 'ann'),
    'delete-group-of-0': deletion('Groups', 'nobody'),
    'delete-group-in-a-group': deletion('Groups', 'sales'),
  }),
  ...named(
    'company',
    'whole',
  )({
    'create-group-of-10': newGroup('new', sliced(0, 10)),
    'create-group-of-28': newGroup('new', sliced(0, 28)),
    'create-group-of-29': newGroup('new', sliced(0, 29)),
    'add-28': groupPatch('none', false, { add: sliced(0, 28) }),
    'remove-28': groupPatch('most', false, { remove: sliced(0, 28) }),
    'delete-group-of-30': deletion('Groups', 'some'),
  }),
  ...named(
    'company',
    'member by member',
  )({
    'add-29': groupPatch('none', false, { add: sliced(0, 29) }),
    'remove-29': groupPatch('most', false, { remove: sliced(0, 29) }),
    'replace-60-members': groupPatch('most', false, { members: sliced(30, 70) }),
    'put-group-of-40': groupPut('most', 'renamed', sliced(30, 70)),
    'rename-and-change-60': groupPatch('most', false, {
      displayName: 'renamed',
      add: sliced(40, 70),
      remove: sliced(0, 30),
    }),
  }),
  ...named('clubs', 'whole')({ 'delete-user-in-60': deletion('Users', 'joe') }),
  ...named(
    'hall',
    'whole',
  )({
    'create-group-of-200': newGroup('new', HALL.slice(0, 200)),
    'delete-group-of-500': deletion('Groups', 'all'),
  }),
  ...named(
    'hall',
    'member by member',
  )({
    'add-500': groupPatch('none', false, { add: HALL }),
    'remove-500': groupPatch('all', false, { remove: HALL }),
  }),
];

/** Requests that only meet others: what they collide with is among the operations above. */
export const RIVALS: readonly Operation[] = [
  ...named(
    'office',
    'whole',
  )({
    'create-user-robert': newUser('robert'),
    'create-group-vendors': newGroup('vendors', ['ann', 'bob']),
    'rename-user-back': userPatch('fay', { userName: 'bob' }),
    'add-ann-and-dan': groupPatch('nobody', false, { add: ['ann', 'dan'] }),
    'remove-bob': groupPatch('sales', false, { remove: ['bob'] }),
    'delete-bob': deletion('Users', 'bob'),
    'delete-dan': deletion('Users', 'dan'),
    'delete-staff': deletion('Groups', 'staff'),
    'sweep-office': sweeper,
    'look-up-bob': lookingUp('Users', 'userName', 'bob'),
    'look-up-robert': lookingUp('Users', 'userName', 'robert'),
    'look-up-vendors': lookingUp('Groups', 'displayName', 'vendors'),
    'look-up-sales': lookingUp('Groups', 'displayName', 'sales'),
    'get-title-of-ann': getting('ann', 'title'),
  }),
  ...named(
    'company',
    'whole',
  )({
    'delete-member-of-most': deletion('Users', COMPANY[5] ?? ''),
    'delete-none': deletion('Groups', 'none'),
    'delete-most': deletion('Groups', 'most'),
    'add-1-to-most': groupPatch('most', false, { add: sliced(60, 61) }),
    'sweep-company': sweeper,
    'create-renamed': newGroup('renamed', []),
  }),
];

/** Performs an operation through a table's client. */
export const perform = (operation: Operation, table: Table, { tagOf }: World): Promise<Answer> =>
  operation.request === 'sweep' ? sweepUp(table) : serve(table, TENANT, operation.request(tagOf));

/** @throws UsageError when there is none of this name */
export const operationNamed = (name: string): Operation => {
  const operation = [...OPERATIONS, ...RIVALS].find((one) => one.name === name);
  if (!operation) throw new UsageError(`There is no operation '${name}'.`);
  return operation;
};

export const initialOf = ({ population }: Operation): Model => POPULATIONS[population];
