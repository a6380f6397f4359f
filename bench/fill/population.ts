import { createHash } from 'node:crypto';
import { parseResource } from '../../lambda/scim/body.ts';
import { indexedValues } from '../../lambda/scim/index-entries.ts';
import type { JsonObject } from '../../lambda/scim/json.ts';
import type { Reference } from '../../lambda/scim/resource.ts';
import type { ResourceModel } from '../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { type NewResource, newResource } from '../../lambda/store/dynamo/creating.ts';
import { shardOf } from '../../lambda/store/dynamo/keys.ts';
import { NO_CHANGE } from '../../lambda/store/dynamo/membership-change.ts';
import type { Item } from '../../lambda/store/dynamo/table.ts';
import type { Writing } from '../../lambda/store/dynamo/writing.ts';
import { groupBody, userBody } from '../service/requests.ts';

/** Who is to be in a tenant. */
export interface Population {
  readonly users: number;
  /** The number of members of each group; nobody is in two. */
  readonly groups: readonly number[];
  /** Bytes that are added to each user. */
  readonly padding?: number;
  /** A second table, with the very same items. */
  readonly twin?: string;
}

/** Who is. */
export interface Residents {
  readonly users: readonly Named[];
  readonly groups: readonly (Named & { readonly members: readonly string[] })[];
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The items of a tenant as the store makes them, its counters apart. */
export interface Census {
  readonly residents: Residents;
  readonly items: () => Iterable<Item>;
}

/** Names of one length, so that users are of one size. */
export const userName = (index: number): string => `person.${String(index).padStart(7, '0')}`;
export const groupName = (index: number): string => `Group ${String(index).padStart(7, '0')}`;

/** @throws RangeError for groups of more members than there are users */
export const populate = (writing: Writing, { users, groups, padding = 0 }: Population): Census => {
  const people = Array.from({ length: users }, (_, index) => {
    const name = userName(index);
    return {
      name,
      made: madeOf(writing, USER, name, {
        ...userBody(name),
        ...(padding && { nickName: 'x'.repeat(padding) }),
      }),
    };
  });
  const ids = evenly(people.map(({ made }) => made.record.id));
  let from = 0;
  const crowds = groups.map((size, index) => {
    const name = groupName(index);
    const members = ids.slice(from, from + size);
    if (members.length < size) throw new RangeError('there are not so many users');
    from += size;
    return { name, made: madeOf(writing, GROUP, name, groupBody(name)), members };
  });
  return {
    residents: {
      users: people.map(({ name, made }) => ({ name, id: made.record.id })),
      groups: crowds.map(({ name, made, members }) => ({ name, id: made.record.id, members })),
    },
    *items() {
      for (const { made } of people) yield* itemsOf(made, []);
      for (const { made, members } of crowds) yield* itemsOf(made, members);
    },
  };
};

const madeOf = (writing: Writing, model: ResourceModel, name: string, body: JsonObject): NewResource => {
  const { attributes } = parseResource(model, body);
  const entries = indexedValues(model, attributes, 'unique');
  return newResource(writing, model.name, { attributes, entries }, idOf(name));
};

/** As random as the store's own, and the same in each run: where ids fall decides what a read costs. */
const idOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
};

/** What is counted is counted in the end, and members that are checked for exist. */
function* itemsOf({ actionsWith }: NewResource, members: readonly string[]): Iterable<Item> {
  const add = members.map((id): Reference => ({ id, type: 'User' }));
  for (const action of actionsWith({ ...NO_CHANGE, add })) {
    if (action.kind === 'put') yield withSmallChange(action.item);
  }
}

/** A gate names what passed it last: of a group that has grown, one member, not all there are. */
const withSmallChange = (item: Item): Item =>
  item['kind'] === 'gate'
    ? { ...item, change: { ...item['change'], add: item['change'].add.slice(-1) } }
    : item;

/** The ids in an order in which any first ones are spread over the shards of a group as evenly as can be. */
const evenly = (ids: readonly string[]): readonly string[] => {
  const shards = [...Map.groupBy(ids, shardOf).values()];
  const longest = Math.max(0, ...shards.map(({ length }) => length));
  return Array.from({ length: longest }, (_, row) =>
    shards.flatMap((shard) => shard.slice(row, row + 1)),
  ).flat();
};
