import { randomUUID } from 'node:crypto';
import type { Attributes, MembershipChange, Reference } from '../../../lambda/scim/resource.ts';
import type { ResourceTypeName } from '../../../lambda/scim/schema/definition.ts';
import { MissingMembers, NotFound, Stale, Taken } from '../../../lambda/store/error.ts';
import type { Content, Directory, IndexEntry, StoredGroup } from '../../../lambda/store/port.ts';
import { directory } from '../support.ts';

/** A resource as the directory has it. */
export interface Held {
  readonly type: ResourceTypeName;
  readonly id: string;
  readonly attributes: Attributes;
  readonly entries: readonly IndexEntry[];
  readonly members: ReadonlyMap<string, Reference>;
  readonly version: number;
}

export interface MemoryDirectory {
  readonly directory: Directory;
  readonly held: ReadonlyMap<string, Held>;
}

/**
 * A directory for one tenant in which each call takes effect at one moment, after `turn` has let it through.
 * @param turn is told what is called
 */
export const memoryDirectory = (turn: (call: string) => Promise<unknown>): MemoryDirectory => {
  const held = new Map<string, Held>();

  const requireFree = (id: string, type: ResourceTypeName, { entries }: Content): void => {
    for (const { attribute, value } of entries.filter(({ unique }) => unique)) {
      const isTaken = [...held.values()].some(
        (other) =>
          other.id !== id &&
          other.type === type &&
          other.entries.some((entry) => entry.attribute === attribute && entry.value === value),
      );
      if (isTaken) throw new Taken(attribute);
    }
  };

  const requireMembers = (members: readonly Reference[]): void => {
    const missing = members.filter(({ id }) => !held.has(id)).map(({ id }) => id);
    if (missing.length > 0) throw new MissingMembers(missing);
  };

  const get = (type: ResourceTypeName, id: string): Held | undefined => {
    const one = held.get(id);
    return one?.type === type ? one : undefined;
  };

  const existing = (type: ResourceTypeName, id: string): Held => {
    const one = get(type, id);
    if (!one) throw new NotFound();
    return one;
  };

  const withMembers = (one: Held, { add, remove }: MembershipChange): ReadonlyMap<string, Reference> => {
    requireMembers(add);
    const kept = [...one.members].filter(([id]) => !remove.includes(id));
    return new Map([...kept, ...add.map((member) => [member.id, member] as const)]);
  };

  const put = (one: Held): StoredGroup => {
    held.set(one.id, one);
    return stored(one);
  };

  return {
    held,
    directory: directory({
      create: async (_tenant, type, content, members) => {
        await turn(`create ${type}`);
        const id = randomUUID();
        requireFree(id, type, content);
        requireMembers(members);
        return put({
          type,
          id,
          ...content,
          members: new Map(members.map((one) => [one.id, one])),
          version: 1,
        });
      },
      read: async (_tenant, type, id) => {
        await turn(`read ${type} ${id}`);
        const one = get(type, id);
        return one && stored(one);
      },
      readGroup: async (_tenant, id) => {
        await turn(`read group ${id}`);
        const one = get('Group', id);
        return one && stored(one);
      },
      update: async (_tenant, { previous, next, members }) => {
        await turn(`update ${previous.id}`);
        const one = existing(previous.type, previous.id);
        if (one.version !== previous.version) throw new Stale();
        const content = next ?? one;
        requireFree(one.id, one.type, content);
        const changed = members ? withMembers(one, members) : one.members;
        return put({ ...one, ...content, members: changed, version: one.version + 1 });
      },
      changeMembers: async (_tenant, id, change) => {
        await turn(`change members of ${id}`);
        const one = existing('Group', id);
        put({ ...one, members: withMembers(one, change), version: one.version + 1 });
      },
      remove: async (_tenant, type, id) => {
        await turn(`remove ${id}`);
        existing(type, id);
        held.delete(id);
        for (const other of held.values()) {
          const members = new Map([...other.members].filter(([member]) => member !== id));
          held.set(other.id, { ...other, members });
        }
      },
      groupsOf: async () => new Map(),
      displayNames: async () => new Map(),
    }),
  };
};

const stored = ({ type, id, attributes, members, version }: Held): StoredGroup => ({
  type,
  id,
  version,
  created: '2026-01-31T08:00:00.000Z',
  lastModified: '2026-01-31T08:00:00.000Z',
  attributes,
  members: [...members.values()],
  revision: undefined,
});
