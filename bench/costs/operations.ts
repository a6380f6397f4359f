import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  addMembers,
  type BenchRequest,
  filtered,
  get,
  groupBody,
  patch,
  post,
  put,
  remove,
  removeMembers,
  replaceValue,
  userBody,
} from '../service/requests.ts';
import type { Stage } from './stage.ts';

/** Sets the stage, which costs nothing, and says what is then asked for. */
export type Operation = (stage: Stage) => Asked | Promise<Asked>;

/** A request of the handlers, or what else is asked of a client. */
type Asked = BenchRequest | ((client: DynamoDBDocumentClient) => Promise<unknown>);

const byUserName = 'userName eq "{}@contoso.com"';
const byExternalId = 'externalId eq "x-{}"';
const byEmail = 'emails[type eq "work"].value eq "{}@mail.contoso.com"';
const lookup = (filter: string, name: string) => filtered('/Users', filter.replace('{}', name));
const NOBODY = 'nobody.0000000';

/** Every operation whose cost is recorded: a line each. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET a user': async (on) => get(`/Users/${(await on.user()).id}`),
  'GET a user of 3 groups, with their names': async (on) => get(`/Users/${await on.userOf(3)}`),
  'look up a user by userName': async (on) => lookup(byUserName, (await on.user()).name),
  'look up a user by userName, in vain': () => lookup(byUserName, NOBODY),
  'look up a user by externalId': async (on) => lookup(byExternalId, (await on.user()).name),
  'look up a user by externalId, in vain': () => lookup(byExternalId, NOBODY),
  'look up a user by work email': async (on) => lookup(byEmail, (await on.user()).name),
  'look up a user by work email, in vain': () => lookup(byEmail, NOBODY),
  'create a user': (on) => post('/Users', userBody(on.name())),
  'PATCH a user': async (on) => patch(`/Users/${(await on.user()).id}`, replaceValue('title', 'Director')),
  'PATCH a user: a new userName': async (on) =>
    patch(`/Users/${(await on.user()).id}`, replaceValue('userName', `${on.name()}@contoso.com`)),
  'PATCH a user: nothing new': async (on) =>
    patch(`/Users/${(await on.user()).id}`, replaceValue('title', 'Account Manager')),
  'PUT a user': async (on) => on.userWith((name) => ({ ...userBody(name), title: 'Director' }), put),
  'DELETE a user': async (on) => remove(`/Users/${(await on.user()).id}`),
  'DELETE a user of 3 groups': async (on) => remove(`/Users/${await on.userOf(3)}`),
  'page of 100 users, the first': () => get('/Users?startIndex=1&count=100'),
  'page of 100 users, within a walk': async (on) =>
    on.after(get('/Users?startIndex=1&count=100'), get('/Users?startIndex=101&count=100')),
  'page of 100 users, a jump': async (on) => get(`/Users?startIndex=${await on.amid(5_001)}&count=100`),
  'count the users': () => get('/Users?count=0'),

  // Before others make groups, some of whom are among any 100: what passed their gates last is of different sizes.
  'page of 100 groups, members excluded': () =>
    get('/Groups?startIndex=1&count=100&excludedAttributes=members'),
  'GET a group without members': async (on) => get(`/Groups/${await on.group(0)}`),
  'GET a group, its members excluded': (on) => get(`/Groups/${on.crowd}?excludedAttributes=members`),
  'GET a group of 100 members, with their names': async (on) => get(`/Groups/${await on.group(100)}`),
  'GET a group of 10,000 members': (on) => get(`/Groups/${on.crowd}`),
  'look up a group by displayName, members excluded': async (on) =>
    filtered('/Groups', `displayName eq "${await on.groupNamed()}"`, '&excludedAttributes=members'),
  'look up a group by displayName, in vain': () =>
    filtered('/Groups', 'displayName eq "None"', '&excludedAttributes=members'),
  'groups of a member, members excluded': async (on) =>
    filtered('/Groups', `members eq "${await on.userOf(3)}"`, '&excludedAttributes=members'),
  'whether a user is in a group of 10,000': async (on) =>
    filtered('/Groups', `id eq "${on.crowd}" and members eq "${await on.memberOfCrowd()}"`, '&attributes=id'),
  'whether a user is in a group of 10,000, in vain': async (on) =>
    filtered('/Groups', `id eq "${on.crowd}" and members eq "${(await on.user()).id}"`, '&attributes=id'),
  'create a group': (on) => post('/Groups', groupBody(on.name())),
  'create a group of 10 members': (on) => post('/Groups', groupBody(on.name(), on.members(10))),
  'PATCH a group: a new displayName': async (on) =>
    patch(`/Groups/${await on.group(0)}`, replaceValue('displayName', on.name())),
  'add a member to a group of 10': async (on) =>
    patch(`/Groups/${await on.group(10)}`, addMembers((await on.user()).id)),
  'add a member to a group of 10,000': async (on) =>
    patch(`/Groups/${on.crowd}`, addMembers((await on.user()).id)),
  'add a member who is in already': (on) => patch(`/Groups/${on.crowd}`, addMembers(...on.members(1))),
  'add 10 members in one PATCH': async (on) =>
    patch(`/Groups/${await on.group(0)}`, addMembers(...on.members(10))),
  'add 1,000 members in one PATCH': async (on) =>
    patch(`/Groups/${await on.group(0)}`, addMembers(...on.members(1_000))),
  'remove a member of a group of 10': async (on) =>
    patch(`/Groups/${await on.group(10)}`, removeMembers(...on.members(1))),
  'remove a member of a group of 10,000': async (on) =>
    patch(`/Groups/${on.crowd}`, removeMembers(await on.memberOfCrowd())),
  'DELETE a group of 10 members': async (on) => remove(`/Groups/${await on.group(10)}`),
  'DELETE a group of 1,000 members': async (on) => remove(`/Groups/${await on.group(1_000)}`),

  'authorize a token': (on) => on.authorization(),
};
