import { randomUUID } from 'node:crypto';
import type { Named, Residents } from '../fill/population.ts';
import type { InProcess } from '../service/in-process.ts';
import {
  addMembers,
  type BenchRequest,
  filtered,
  get,
  patch,
  post,
  removeMembers,
  replaceValue,
  userBody,
} from '../service/requests.ts';

/** A tenant of some size. */
export interface Ground {
  readonly service: InProcess;
  readonly residents: Residents;
  /** Users in no group: what is read of one is the same in every table. */
  readonly alone: readonly Named[];
}

/** A group of some size in it. */
export interface GroupGround extends Ground {
  readonly group: { readonly id: string; readonly members: readonly string[] };
  /** A user who is in no group. */
  readonly outsider: string;
}

export interface Operation<On> {
  /** How much longer it may take at the largest size than at the smallest. */
  readonly atMost: number;
  /** Does what has to be done before, which is not measured. */
  readonly request: (on: On) => BenchRequest | Promise<BenchRequest>;
}

export type Operations<On> = Readonly<Record<string, Operation<On>>>;

const PAGE = 100;
const NO_MEMBERS = 'excludedAttributes=members';

const below = (count: number): number => Math.floor(Math.random() * count);

const any = <Element>(elements: readonly Element[]): Element => {
  const element = elements[below(elements.length)];
  if (element === undefined) throw new RangeError('there is nobody');
  return element;
};

const page = (startIndex: number): BenchRequest => get(`/Users?startIndex=${startIndex}&count=${PAGE}`);

/** Anywhere, with two pages left. */
const anyIndex = ({ residents: { users } }: Ground): number => 1 + below(users.length - 2 * PAGE);

const add = ({ group, outsider }: GroupGround) => patch(`/Groups/${group.id}`, addMembers(outsider));
const remove = ({ group, outsider }: GroupGround) => patch(`/Groups/${group.id}`, removeMembers(outsider));

export const OF_USERS: Operations<Ground> = {
  'GET a user': {
    atMost: 1.25,
    request: ({ alone }) => get(`/Users/${any(alone).id}`),
  },
  'look up a user': {
    atMost: 1.25,
    request: ({ alone }) => filtered('/Users', `userName eq "${any(alone).name}@contoso.com"`),
  },
  'PATCH a user': {
    atMost: 1.25,
    request: ({ alone }) => patch(`/Users/${any(alone).id}`, replaceValue('title', randomUUID())),
  },
  'create a user': {
    atMost: 1.25,
    request: () => post('/Users', userBody(randomUUID())),
  },
  'page within a walk': {
    atMost: 1.25,
    // After one that was jumped to, so that any place of a walk is as likely as another.
    request: async (on) => {
      const startIndex = anyIndex(on);
      await on.service.send(page(startIndex));
      return page(startIndex + PAGE);
    },
  },
  'jump to a page': {
    atMost: 3,
    request: (on) => page(anyIndex(on)),
  },
};

export const OF_MEMBERS: Operations<GroupGround> = {
  'add a member': {
    atMost: 1.25,
    request: async (on) => {
      await on.service.send(remove(on));
      return add(on);
    },
  },
  'remove a member': {
    atMost: 1.25,
    request: async (on) => {
      await on.service.send(add(on));
      return remove(on);
    },
  },
  'filter groups by a member': {
    atMost: 1.25,
    request: ({ group }) => filtered('/Groups', `members eq "${any(group.members)}"`, `&${NO_MEMBERS}`),
  },
  'GET a group without members': {
    atMost: 1.25,
    request: ({ group }) => get(`/Groups/${group.id}?${NO_MEMBERS}`),
  },
};
