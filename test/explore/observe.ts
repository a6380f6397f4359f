import { indexedValues } from '../../lambda/scim/index-entries.ts';
import type { Attributes } from '../../lambda/scim/resource.ts';
import type { ResourceTypeName } from '../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { inParallel } from '../../lambda/store/dynamo/parallel.ts';
import type { ListedResource } from '../../lambda/store/port.ts';
import { call, countOf, groupsOf, idsOf, readAll, walked } from '../store/examples.ts';
import { canonical, labelOfNew, type Model } from './model.ts';
import { idOf } from './population.ts';
import { TENANT, type World } from './world.ts';

/** What readers see, and where one reader sees something else than another. */
export interface Observation {
  readonly model: Model;
  /** The groups that have been touched and whose members were not read: there are too many of them. */
  readonly unread: ReadonlySet<string>;
  readonly disagreements: readonly string[];
}

/** Of so many groups, resources and values each is looked at; of more, some. */
const MOST = { groups: 2, resources: 4, values: 6 };

/**
 * Reads a directory at rest in every way there is: lists and counts; what has been touched since the beginning,
 * each alone and with its members and groups; and lookups of the values that it has, had, or might have.
 * @param expected models whose values are looked up too, since nobody may be found by what nobody has
 * @param rank a number below 1 for a text: where many have been touched by way of others, which come first
 */
export const observe = async (
  world: World,
  expected: readonly Model[],
  rank: (text: string) => number,
): Promise<Observation> => {
  if ((await world.changedItems()).length === 0) {
    return { model: world.model, unread: new Set(), disagreements: [] };
  }
  const { direct, touched } = await touchedIds(world);
  const rankOf = (text: string) => (direct.has(text) ? 0 : 1) + rank(text);
  const first = <Element>(all: readonly Element[], most: number, textOf: (one: Element) => string) =>
    all.toSorted((a, b) => rankOf(textOf(a)) - rankOf(textOf(b))).slice(0, most);
  const { directory } = world;
  const disagreements: string[] = [];
  const expect = (what: string, seen: unknown, wanted: unknown) => {
    const [is, should] = [canonical(seen), canonical(wanted)];
    if (is !== should) disagreements.push(`${what} is ${is}, though elsewhere it is ${should}`);
  };
  const listed = async (type: ResourceTypeName) => {
    const all = await walked(directory, TENANT, type);
    expect(`the number of ${type}s`, await countOf(directory, TENANT, type), all.length);
    return readAll(directory, TENANT, type, idsOf(all));
  };
  const [users, groups] = await Promise.all([listed('User'), listed('Group')]);
  const labels = new Map(
    [...users, ...groups].map((resource) => [resource.id, world.labelOf(resource.id) ?? newLabel(resource)]),
  );
  const labelsOf = (ids: Iterable<string>) =>
    [...ids].map((id) => labels.get(id) ?? `${world.labelOf(id) ?? id} (who is gone)`).sort();
  const areTouched = (resources: readonly ListedResource[]) => resources.filter(({ id }) => touched.has(id));

  const members = new Map(
    await inParallel(
      first(areTouched(groups), MOST.groups, ({ id }) => id),
      async ({ id }) => {
        const group = await directory.readGroup(TENANT, id, call());
        const having = labelsOf((group?.members ?? []).map((member) => member.id));
        const each = [...labels.keys()].map((memberId) => ({ groupId: id, memberId }));
        const found = await directory.memberships(TENANT, each, call());
        const one = labelsOf(found.map(({ memberId }) => memberId));
        expect(`who is in ${labels.get(id)}, asked of each`, one, having);
        return [id, having] as const;
      },
    ),
  );

  await inParallel(
    first(areTouched([...users, ...groups]), MOST.resources, ({ id }) => id),
    async (resource) => {
      const label = labels.get(resource.id) ?? '';
      const alone = await directory.read(TENANT, resource.type, resource.id, call());
      expect(`${label} read alone`, visibleOf(alone), visibleOf(resource));
      const seenIn = [...members].filter(([, having]) => having.includes(label)).map(([id]) => id);
      const says = await groupsOf(directory, TENANT, resource.id);
      expect(`the groups of ${label}`, labelsOf(says.filter((id) => members.has(id))), labelsOf(seenIn));
    },
  );

  const unread = areTouched(groups).filter(({ id }) => !members.has(id));
  const model: Model = {
    users: labelled(users, labels, ({ attributes }) => attributes),
    groups: labelled(groups, labels, ({ id, attributes }) => ({
      attributes,
      members: members.get(id) ?? world.model.groups[labels.get(id) ?? '']?.members ?? [],
    })),
  };
  const others = [...Object.keys(world.model.users), ...Object.keys(world.model.groups)].filter(
    (label) => !touched.has(idOf(label)),
  );
  const values = new Set([model, ...expected].flatMap((one) => valuesOf(one, new Set(others))));
  await inParallel(first([...values], MOST.values, String), async (key) => {
    const [type, attribute, value] = JSON.parse(key) as [ResourceTypeName, string, string];
    const found = await directory.find(TENANT, type, attribute, value, call());
    const having = (type === 'User' ? users : groups).filter(({ attributes }) =>
      entriesOf(type, attributes).includes(key),
    );
    const ids = (resources: readonly ListedResource[]) => labelsOf(resources.map(({ id }) => id));
    expect(`whoever is found by ${attribute} ${value}`, ids(found), ids(having));
  });
  return { model, unread: new Set(labelsOf(unread.map(({ id }) => id))), disagreements };
};

/**
 * The ids that items which have changed speak of; and those of whatever has them as a member or as a group: to no
 * reader can the rest be otherwise than in the beginning.
 */
const touchedIds = async (world: World) => {
  const idsIn = (item: object) => JSON.stringify(item).match(ID) ?? [];
  const direct = new Set(
    (await world.changedItems()).flatMap(({ pk, sk, entries, owner }) => idsIn({ pk, sk, entries, owner })),
  );
  const mirrors = (await world.items()).filter(({ kind }) => kind === 'mirror').map(idsIn);
  const others = mirrors.filter((ids) => ids.some((id) => direct.has(id))).flat();
  return { direct, touched: new Set([...direct, ...others]) };
};

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const newLabel = ({ type, attributes }: ListedResource): string =>
  labelOfNew(attributes[type === 'User' ? 'userName' : 'displayName']);

const visibleOf = (resource: ListedResource | undefined) =>
  resource && { version: resource.version, attributes: resource.attributes };

/** By label; two of one label, which no model has, keep their ids. */
const labelled = <Value>(
  resources: readonly ListedResource[],
  labels: ReadonlyMap<string, string>,
  modelled: (resource: ListedResource) => Value,
): Record<string, Value> => {
  const all = new Map<string, Value>();
  for (const resource of resources) {
    const label = labels.get(resource.id) ?? '';
    all.set(all.has(label) ? `${label} ${resource.id}` : label, modelled(resource));
  }
  return Object.fromEntries(all);
};

/** By what resources can be looked up, others than these. */
const valuesOf = ({ users, groups }: Model, others: ReadonlySet<string>): readonly string[] => [
  ...Object.entries(users).flatMap(([label, attributes]) =>
    others.has(label) ? [] : entriesOf('User', attributes),
  ),
  ...Object.entries(groups).flatMap(([label, { attributes }]) =>
    others.has(label) ? [] : entriesOf('Group', attributes),
  ),
];

const entriesOf = (type: ResourceTypeName, attributes: Attributes): readonly string[] =>
  indexedValues(type === 'User' ? USER : GROUP, attributes, 'unique').map(({ attribute, value }) =>
    JSON.stringify([type, attribute, value]),
  );
