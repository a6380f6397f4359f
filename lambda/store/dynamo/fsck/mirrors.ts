import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { type Action, check, remove, update } from '../action.ts';
import { batchGet } from '../batch.ts';
import { isId } from '../id.ts';
import { deleteMirror, groupOf } from '../item/mirror.ts';
import { checkStub } from '../item/stub.ts';
import { gateKey, memberKey, mirrorPartition, pendingKey, resourceKey, SHARDS } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { queryAll } from '../read-item.ts';
import type { Item } from '../table.ts';
import { ABSENT, PRESENT, type Suspicion } from './finding.ts';
import { keyOf, type Scope } from './scope.ts';
import { idOrNot, repair, suspicion, suspicionsOfItem } from './suspicion.ts';

interface Mirror {
  /** Whose groups are looked at. */
  readonly start: Item;
  readonly mirror: Item;
}

/** Whether each group that resources believe to be in has them as a member, and exists. */
export const examineMirrors = async (
  scope: Scope,
  type: ResourceTypeName,
  starts: readonly Item[],
): Promise<readonly Suspicion[]> => {
  const { tenant } = scope;
  const mirrors: Mirror[] = (
    await inParallel(starts, async (start) => {
      const found = await queryAll(scope, { pk: mirrorPartition(tenant, start['sk']) });
      return found.map((mirror) => ({ start, mirror }));
    })
  ).flat();
  const known = mirrors.filter(({ mirror }) => mirror['kind'] === 'mirror' && isId(mirror['sk']));
  const found = await batchGet(
    scope,
    known.flatMap(({ start, mirror }) => [
      memberKey(tenant, groupOf(mirror), start['sk']),
      resourceKey(tenant, 'Group', groupOf(mirror)),
    ]),
    '#kind, #type, #by',
  );
  return mirrors.flatMap(({ start, mirror }) => {
    const [id, groupId] = [String(start['sk']), groupOf(mirror)];
    const where = `${type} ${id} in Group ${idOrNot(groupId)}`;
    const ids = [id, groupId];
    const kind = isId(groupId) ? 'mirror' : 'none';
    const general = suspicionsOfItem(scope, start, mirror, kind, where, ids);
    if (mirror['kind'] !== 'mirror' || kind === 'none') return general;
    const member = found(memberKey(tenant, groupId, id));
    const group = found(resourceKey(tenant, 'Group', groupId));
    const evidence = [mirror, member, group];
    if (!member) {
      const actions = () => [
        check(memberKey(tenant, groupId, id), ABSENT),
        deleteMirror(tenant, groupId, id),
      ];
      const rest = { repair: repair(scope, 'deletes the mirror', actions) };
      return [...general, suspicion('stray mirror', start, where, ids, evidence, rest)];
    }
    if (!group) {
      const clear = repair(scope, 'deletes the membership and the gates', () =>
        clearedAway(scope, groupId, [id]),
      );
      return [...general, suspicion('homeless member', start, where, ids, evidence, { repair: clear })];
    }
    if (mirror['type'] === type) return general;
    const retype = repair(scope, 'notes the type', () => [
      checkStub(tenant, { id, type }),
      check(memberKey(tenant, groupId, id), PRESENT),
      update(keyOf(mirror), 'SET #type = :type, #by = :by', { type, by: scope.by }, PRESENT),
    ]);
    return [...general, suspicion('mistyped mirror', start, where, ids, evidence, { repair: retype })];
  });
};

/** What removes the gates and some members of a group that does not exist and that nobody is creating. */
export const clearedAway = (
  { tenant }: Scope,
  groupId: string,
  members: readonly string[],
): readonly Action[] => [
  check(resourceKey(tenant, 'Group', groupId), ABSENT),
  check(pendingKey(tenant, groupId), ABSENT),
  ...SHARDS.map((shard) => remove(gateKey(tenant, groupId, shard))),
  ...members.flatMap((id) => [remove(memberKey(tenant, groupId, id)), deleteMirror(tenant, groupId, id)]),
];
