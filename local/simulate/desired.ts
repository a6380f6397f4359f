/** What the service should hold: what is in scope, as it is; what once was, as it then was and inactive. */
import type { Content } from './scim/changes.ts';
import { textsOfGroup, textsOfPerson } from './scim/mapping.ts';
import type { Directory, Group, Person } from './source/directory.ts';

export const SCOPES = ['all', 'assigned'] as const;
export type Scope = (typeof SCOPES)[number];

export interface DesiredUser extends Content {
  readonly inScope: boolean;
  /** Object id of a manager whom the service should hold too. */
  readonly manager: string | undefined;
}

export interface DesiredGroup extends Content {
  /** Object ids of members that the service should hold too. */
  readonly members: ReadonlySet<string>;
}

/** By object id. */
export interface Desired {
  readonly users: ReadonlyMap<string, DesiredUser>;
  readonly groups: ReadonlyMap<string, DesiredGroup>;
}

/**
 * People are in scope when they are in the directory and, in the scope `assigned`, direct members of an assigned
 * group: Entra does not look into nested ones. Whoever is not active is never created. Whoever was created and is no
 * longer in scope is disabled, and changes no more until they are deleted for good.
 *
 * @param known what the service has of people so far, by object id
 */
export const desiredFor = (
  directory: Directory,
  scope: Scope,
  known: ReadonlyMap<string, Content>,
): Desired => {
  const groups = [...directory.groups.values()].filter(({ assigned }) => scope === 'all' || assigned);
  const entitled = scope === 'all' ? undefined : new Set(groups.flatMap(({ members }) => [...members]));

  const users = new Map<string, Omit<DesiredUser, 'manager'>>();
  for (const person of directory.people.values()) {
    const inScope = !person.softDeleted && (entitled?.has(person.id) ?? true);
    const before = known.get(person.id);
    if (inScope && (person.enabled || before))
      users.set(person.id, { inScope, texts: textsOfPerson(person), active: person.enabled });
    else if (before) users.set(person.id, { inScope: false, texts: before.texts, active: false });
  }
  const groupIds = new Set(groups.map(({ id }) => id));
  const isHeld = (id: string) => users.has(id) || groupIds.has(id);
  return {
    users: new Map(
      Array.from(users, ([id, user]) => [
        id,
        { ...user, manager: managerOf(directory.people.get(id), isHeld) },
      ]),
    ),
    groups: new Map(groups.map((group) => [group.id, desiredGroup(group, isHeld)])),
  };
};

const managerOf = (person: Person | undefined, isHeld: (id: string) => boolean): string | undefined =>
  person?.manager !== undefined && isHeld(person.manager) ? person.manager : undefined;

const desiredGroup = (group: Group, isHeld: (id: string) => boolean): DesiredGroup => ({
  texts: textsOfGroup(group),
  active: true,
  members: new Set([...group.members].filter(isHeld)),
});
