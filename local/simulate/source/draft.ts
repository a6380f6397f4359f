/** A directory in which a cycle's changes are made, before it is handed on unchangeable. */
import type { Attribute, Directory, Group, Person } from './directory.ts';

export class Draft {
  readonly people: Map<string, Person>;
  readonly groups: Map<string, Group>;

  constructor({ people, groups }: Directory) {
    this.people = new Map(people);
    this.groups = new Map(groups);
  }

  /** Who is at work: what most changes happen to. */
  active(): readonly Person[] {
    return [...this.people.values()].filter(({ enabled, softDeleted }) => enabled && !softDeleted);
  }

  put(person: Person): void {
    this.people.set(person.id, person);
  }

  setAttributes(person: Person, attributes: Partial<Record<Attribute, string>>): void {
    this.put({ ...person, attributes: { ...person.attributes, ...attributes } });
  }

  /** Whoever it was is nobody's manager and in no group any more. */
  removePerson(id: string): void {
    this.people.delete(id);
    for (const person of this.people.values())
      if (person.manager === id) this.put({ ...person, manager: undefined });
    this.#leaveAll(id);
  }

  removeGroup(id: string): void {
    this.groups.delete(id);
    this.#leaveAll(id);
  }

  groupsOf(id: string): ReadonlySet<string> {
    return new Set(
      [...this.groups.values()].filter(({ members }) => members.has(id)).map((group) => group.id),
    );
  }

  /** Makes a person a member of these groups and of no others. */
  setGroupsOf(id: string, groups: ReadonlySet<string>): void {
    for (const group of this.groups.values()) {
      if (groups.has(group.id) === group.members.has(id)) continue;
      const others = [...group.members].filter((member) => member !== id);
      this.groups.set(group.id, {
        ...group,
        members: new Set(groups.has(group.id) ? [...others, id] : others),
      });
    }
  }

  #leaveAll(id: string): void {
    this.setGroupsOf(id, new Set());
  }
}
