import type { Attributes } from '../../lambda/scim/resource.ts';

/**
 * The directory as its readers should see it, without ids: a resource is known by a label that lasts, whatever
 * it is renamed to. Members are labels in their order.
 */
export interface Model {
  readonly users: Readonly<Record<string, Attributes>>;
  readonly groups: Readonly<Record<string, GroupModel>>;
}

export interface GroupModel {
  readonly attributes: Attributes;
  readonly members: readonly string[];
}

/** What one request is to be answered, and what the directory is then. */
export interface Outcome {
  readonly status: number;
  readonly after: Model;
  /** What a reader is told. */
  readonly told?: string;
}

/** What a request does to any directory. */
export type Effect = (before: Model) => Outcome;

/** The label of what a request creates: its name, since nothing else of it is known before. */
export const labelOfNew = (name: unknown): string => `+${typeof name === 'string' ? name : ''}`;

export const createUser =
  (attributes: Attributes): Effect =>
  (before) => {
    if (isTaken(before.users, 'userName', attributes['userName'])) return refused(409, before);
    return { status: 201, after: withUser(before, labelOfNew(attributes['userName']), attributes) };
  };

export const changeUser =
  (label: string, change: (attributes: Attributes) => Attributes, unlessChangedFrom?: Attributes): Effect =>
  (before) => {
    const current = before.users[label];
    if (!current) return refused(404, before);
    if (unlessChangedFrom && canonical(current) !== canonical(unlessChangedFrom)) return refused(412, before);
    const next = change(current);
    if (isTaken(before.users, 'userName', next['userName'], label)) return refused(409, before);
    return { status: 200, after: withUser(before, label, next) };
  };

export const createGroup =
  (displayName: string, members: readonly string[]): Effect =>
  (before) => {
    if (isTaken(groupNames(before), 'displayName', displayName)) return refused(409, before);
    if (!members.every((member) => exists(before, member))) return refused(400, before);
    const group = { attributes: { displayName }, members: [...members].sort() };
    return { status: 201, after: withGroup(before, labelOfNew(displayName), group) };
  };

export interface GroupChange {
  readonly displayName?: string;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** Everybody who is to be in. */
  readonly members?: readonly string[];
}

export const changeGroup =
  (
    label: string,
    { displayName, add = [], remove = [], members }: GroupChange,
    status: number,
    unlessChangedFrom?: GroupModel,
  ): Effect =>
  (before) => {
    const current = before.groups[label];
    if (!current) return refused(404, before);
    if (unlessChangedFrom && canonical(current) !== canonical(unlessChangedFrom)) return refused(412, before);
    if (displayName && isTaken(groupNames(before), 'displayName', displayName, label))
      return refused(409, before);
    if (!(members ?? add).every((member) => exists(before, member))) return refused(400, before);
    const out = new Set(remove);
    const next = members ?? [...current.members.filter((member) => !out.has(member)), ...add];
    const attributes = displayName ? { ...current.attributes, displayName } : current.attributes;
    const group = { attributes, members: [...new Set(next)].sort() };
    return { status, after: withGroup(before, label, group) };
  };

export const deleteResource =
  (label: string): Effect =>
  (before) => {
    if (!exists(before, label)) return refused(404, before);
    const { [label]: _, ...users } = before.users;
    const { [label]: __, ...groups } = before.groups;
    const without = ({ attributes, members }: GroupModel): GroupModel => ({
      attributes,
      members: members.filter((member) => member !== label),
    });
    const left = Object.entries(groups).map(([name, group]) => [name, without(group)]);
    return { status: 204, after: { users, groups: Object.fromEntries(left) } };
  };

/** The labels of those that have this value. */
export const lookUp =
  (type: 'users' | 'groups', attribute: string, value: string): Effect =>
  (before) => {
    const all = type === 'users' ? before.users : groupNames(before);
    const found = Object.values(all).filter((attributes) => attributes[attribute] === value);
    return { status: 200, after: before, told: canonical(found.map((attributes) => attributes[attribute])) };
  };

/** One attribute of a user. */
export const getAttribute =
  (label: string, attribute: string): Effect =>
  (before) => {
    const user = before.users[label];
    return user ? { status: 200, after: before, told: canonical(user[attribute]) } : refused(404, before);
  };

/** One text for one value: the names of an object are in no order. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'absent';

const refused = (status: number, before: Model): Outcome => ({ status, after: before });

const withUser = ({ users, groups }: Model, label: string, attributes: Attributes): Model => ({
  users: { ...users, [label]: attributes },
  groups,
});

const withGroup = ({ users, groups }: Model, label: string, group: GroupModel): Model => ({
  users,
  groups: { ...groups, [label]: group },
});

const exists = ({ users, groups }: Model, label: string): boolean => label in users || label in groups;

const groupNames = ({ groups }: Model): Record<string, Attributes> =>
  Object.fromEntries(Object.entries(groups).map(([label, { attributes }]) => [label, attributes]));

const isTaken = (
  all: Readonly<Record<string, Attributes>>,
  attribute: string,
  value: unknown,
  except?: string,
): boolean => Object.entries(all).some(([label, has]) => label !== except && has[attribute] === value);
