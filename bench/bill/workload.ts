import { assumed, percent } from './assumptions.ts';

/** How often each operation happens, by its name in the table of costs. */
export type Workload = Readonly<Record<string, number>>;

const groupsOf = (users: number): number => users / assumed('usersPerGroup');

const LOOKUP_OF_USER = 'look up a user by userName, in vain';
const ADD = 'add a member to a group of 10,000';
const REMOVE = 'remove a member of a group of 10,000';

/** The first cycle: everybody is looked for, not found and created; then members are added one by one. */
export const initialCycle = (users: number): Workload => ({
  [LOOKUP_OF_USER]: users,
  'create a user': users,
  'look up a group by displayName, in vain': groupsOf(users),
  'create a group': groupsOf(users),
  [ADD]: users * assumed('groupsOfUser'),
});

/** A month of cycles in which some join, some leave and some change. */
export const monthOfCycles = (users: number): Workload => ({
  [LOOKUP_OF_USER]: users * percent('joiners') + assumed('cycles') * assumed('requestsPerCycle'),
  'create a user': users * percent('joiners'),
  [ADD]: users * (percent('joiners') * assumed('groupsOfUser') + percent('moves')),
  [REMOVE]: users * percent('moves'),
  'GET a user of 3 groups, with their names': users * (percent('changes') + percent('leavers')),
  'PATCH a user': users * (percent('changes') + percent('leavers')),
  'DELETE a user of 3 groups': users * percent('leavers'),
});

/** A restart of the provisioning: every user and every group is looked up again, and nothing has changed. */
export const resynchronisation = (users: number): Workload => ({
  'look up a user by userName': users,
  'look up a group by displayName, members excluded': groupsOf(users),
});
