/** What Entra remembers of a target: which resource is whose, and how it last was. */
import type { JsonObject } from '../../json.ts';
import type { Content } from '../scim/changes.ts';
import { GROUP_PATHS, textsIn, USER_PATHS } from '../scim/mapping.ts';
import { idOf, managerIdOf, memberIdsOf } from '../scim/resource.ts';

export interface UserLink extends Content {
  /** The service's id. */
  readonly id: string;
  /** The service's id of the manager. */
  readonly manager: string | undefined;
}

export interface GroupLink extends Content {
  readonly id: string;
  /** The service's ids of the members. */
  readonly members: Set<string>;
}

export class Links {
  /** By object id. */
  readonly users = new Map<string, UserLink>();
  readonly groups = new Map<string, GroupLink>();
  /** The service's ids of what it already had and what is nobody's here: none of our business. */
  readonly foreign = new Set<string>();

  setUser(objectId: string, link: UserLink): void {
    this.foreign.delete(link.id);
    this.users.set(objectId, link);
  }

  setGroup(objectId: string, link: GroupLink): void {
    this.foreign.delete(link.id);
    this.groups.set(objectId, link);
  }

  removeUser(objectId: string): void {
    this.#leaveAll(this.users.get(objectId)?.id);
    this.users.delete(objectId);
  }

  removeGroup(objectId: string): void {
    this.#leaveAll(this.groups.get(objectId)?.id);
    this.groups.delete(objectId);
  }

  /** The service's id of a person or a group. */
  idOf(objectId: string): string | undefined {
    return this.users.get(objectId)?.id ?? this.groups.get(objectId)?.id;
  }

  ids(): ReadonlySet<string> {
    return new Set([...this.users.values(), ...this.groups.values()].map(({ id }) => id));
  }

  /** What is deleted is in no group any more, without being asked to leave. */
  #leaveAll(id: string | undefined): void {
    if (id !== undefined) for (const { members } of this.groups.values()) members.delete(id);
  }
}

export const userLink = (resource: JsonObject): UserLink => ({
  id: idOf(resource),
  texts: textsIn(resource, USER_PATHS),
  active: resource['active'] === true,
  manager: managerIdOf(resource),
});

export const groupLink = (resource: JsonObject): GroupLink => ({
  id: idOf(resource),
  texts: textsIn(resource, GROUP_PATHS),
  active: true,
  members: new Set(memberIdsOf(resource)),
});
