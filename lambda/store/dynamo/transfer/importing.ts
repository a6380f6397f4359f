import { batchGet, deleteAll, putAll } from '../batch.ts';
import { putEntry } from '../item/entry.ts';
import { memberItem } from '../item/member.ts';
import { mirrorItem } from '../item/mirror.ts';
import { typeOf } from '../item/stub.ts';
import { resourceKey, stubKey } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import type { Refusal } from '../refusal.ts';
import type { Item } from '../table.ts';
import { commit } from '../transaction.ts';
import { clearResource } from './clearing.ts';
import type { MemberOfLine, MembersLine, TombstoneLine } from './line.ts';
import { type Importing, isKept, type Problem, prepared, type Ready } from './prepared.ts';

export interface Imported {
  /** Where there are any, of the lines nothing but unique index entries is written. */
  readonly problems: readonly Problem[];
  readonly leftOut: LeftOut;
}

/** How much of what the file has is not there after it: an export beside live traffic is not of one moment. */
export interface LeftOut {
  /** Users and groups that were deleted after they had been read. */
  readonly users: number;
  readonly groups: number;
  /** Those of them, and those of which the file has no member, or no group. */
  readonly memberships: number;
  /** Those whose time is over. */
  readonly tombstones: number;
}

export const NOTHING_LEFT_OUT: LeftOut = { users: 0, groups: 0, memberships: 0, tombstones: 0 };

const TYPES = ['User', 'Group'] as const;

/** Whether lines may be imported; whether a name is taken turns out when they are written. */
export const checkLines = (importing: Importing, lines: readonly unknown[]): Imported => ({
  problems: prepared(importing, lines).problems,
  leftOut: NOTHING_LEFT_OUT,
});

/**
 * Writes lines of an export, of resources before their members. Each is written as often as it is given, and is the
 * same then; nobody else writes to the tenant meanwhile. Tombstones come after all that they may be of, and have the
 * last word. Counts come last (`recountStep`).
 * @throws Unavailable, after which the same lines may be given again
 */
export const importLines = async (importing: Importing, lines: readonly unknown[]): Promise<Imported> => {
  const { ready, problems } = prepared(importing, lines);
  if (problems.length > 0) return { problems, leftOut: NOTHING_LEFT_OUT };
  const clashes = (await inParallel(ready, (one) => claim(importing, one))).flat();
  if (clashes.length > 0) return { problems: clashes, leftOut: NOTHING_LEFT_OUT };
  const memberships = ready.flatMap(({ line }) => (line.kind === 'members' ? [line] : []));
  await putAll(
    importing,
    ready.flatMap(({ items }) => items),
  );
  const known = await knownMemberships(importing, memberships);
  await putAll(importing, known.items);
  const buried = ready.flatMap(({ line }) => (line.kind === 'tombstone' ? [line] : []));
  const gone = await removeDeleted(importing, buried);
  return {
    problems: [],
    leftOut: {
      ...gone,
      memberships: known.leftOut + gone.memberships,
      tombstones: buried.filter((line) => !isKept(importing, line)).length,
    },
  };
};

/** Claims the names of a resource; they are its own if an earlier attempt has. */
const claim = async (importing: Importing, { index, line, unique }: Ready): Promise<readonly Problem[]> => {
  if (line.kind !== 'User' && line.kind !== 'Group') return [];
  const { table, tenant, by, deadline } = importing;
  const problems: Problem[] = [];
  for (const entry of unique) {
    const refusals: readonly Refusal[] = await commit(
      table,
      [putEntry(tenant, line.kind, line.id, entry, by)],
      deadline,
    );
    if (refusals.length > 0)
      problems.push({
        line: index,
        message: `the ${entry.name[0]} of the ${line.kind} ${line.id} belongs to another`,
      });
  }
  return problems;
};

/** The members that exist, of groups that do, on both sides; the type is that of who is there. */
const knownMemberships = async (importing: Importing, lines: readonly MembersLine[]) => {
  const { tenant } = importing;
  const ids = lines.flatMap(({ group, members }) => [group, ...members.map(({ id }) => id)]);
  const stub = await batchGet(
    importing,
    ids.map((id) => stubKey(tenant, id)),
  );
  const typeOfId = (id: string) => {
    const found = stub(stubKey(tenant, id));
    return found && typeOf(found);
  };
  const itemsOf = (group: string, { id, by }: MemberOfLine): readonly Item[] => {
    const type = typeOfId(id);
    if (type === undefined || typeOfId(group) !== 'Group') return [];
    return [memberItem(tenant, group, { id, type }, by), mirrorItem(tenant, group, { id, type }, by)];
  };
  const items = lines.flatMap(({ group, members }) => members.map((member) => itemsOf(group, member)));
  return { items: items.flat(), leftOut: items.filter(({ length }) => length === 0).length };
};

/** Who was deleted while the export went on is in it twice, and is gone for whoever deleted it: the tombstone wins. */
const removeDeleted = async (
  importing: Importing,
  lines: readonly TombstoneLine[],
): Promise<Omit<LeftOut, 'tombstones'>> => {
  const { tenant } = importing;
  const keysOf = ({ id }: TombstoneLine) =>
    TYPES.map((type) => ({ type, key: resourceKey(tenant, type, id) }));
  const all = lines.flatMap(keysOf);
  const resource = await batchGet(
    importing,
    all.map(({ key }) => key),
  );
  const gone = { users: 0, groups: 0, memberships: 0 };
  for (const { type, key } of all) {
    const item = resource(key);
    if (!item) continue;
    const cleared = await clearResource(type)({ ...importing, until: Number.POSITIVE_INFINITY }, item);
    // It goes last: whoever is cut short before finds by it what is left.
    await deleteAll(importing, [key]);
    gone[type === 'User' ? 'users' : 'groups'] += 1;
    gone.memberships += cleared.memberships;
  }
  return gone;
};
