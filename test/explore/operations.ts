import type { Table } from '../../lambda/store/dynamo/table.ts';
import { UsageError } from '../../local/admin/error.ts';
import type { Model } from './model.ts';
import {
  deletion,
  getting,
  groupPatch,
  groupPut,
  lookingUp,
  newGroup,
  newUser,
  type Part,
  sweeper,
  userPatch,
  userPut,
} from './part.ts';
import { COMPANY, HALL, POPULATIONS, type PopulationName } from './population.ts';
import { sweepUp } from './recovery.ts';
import { type Answer, serve } from './request.ts';
import { TENANT, type World } from './world.ts';

/** A request in a directory. */
export interface Operation extends Part {
  readonly name: string;
  readonly population: PopulationName;
  /**
   * `whole`: it takes effect at once or not at all, whatever happens. `member by member`: everything but the
   * members of one group does.
   */
  readonly takesEffect: 'whole' | 'member by member';
}

/** Performs an operation through a table's client. */
export const perform = (operation: Operation, table: Table, { tagOf }: World): Promise<Answer> =>
  operation.request === 'sweep' ? sweepUp(table) : serve(table, TENANT, operation.request(tagOf));

const named =
  (population: PopulationName, takesEffect: Operation['takesEffect']) =>
  (parts: Readonly<Record<string, Part>>): readonly Operation[] =>
    Object.entries(parts).map(([name, part]) => ({ name, population, takesEffect, ...part }));

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
    'remove-29': groupPatch('most', false, { remove: sliced(0, 29) }),
    'delete-group-of-30': deletion('Groups', 'some'),
  }),
  ...named(
    'company',
    'member by member',
  )({
    'add-29': groupPatch('none', false, { add: sliced(0, 29) }),
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

/** @throws UsageError when there is none of this name */
export const operationNamed = (name: string): Operation => {
  const operation = [...OPERATIONS, ...RIVALS].find((one) => one.name === name);
  if (!operation) throw new UsageError(`There is no operation '${name}'.`);
  return operation;
};

export const initialOf = ({ population }: Operation): Model => POPULATIONS[population];
