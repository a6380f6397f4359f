import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { check, update } from '../action.ts';
import { batchGet } from '../batch.ts';
import { isId } from '../id.ts';
import { passGate } from '../item/gate.ts';
import { deleteMember } from '../item/member.ts';
import { deleteMirror, putMirror } from '../item/mirror.ts';
import { checkStub } from '../item/stub.ts';
import { memberKey, memberOf, mirrorKey, resourceKey, shardOf, stubKey } from '../keys.ts';
import type { Item } from '../table.ts';
import { ABSENT, PRESENT, type Suspicion } from './finding.ts';
import { keyOf, type Scope, TYPES } from './scope.ts';
import { repair, suspicion } from './suspicion.ts';

/** Where a shard is, from the key of its gate. */
export interface Shard {
  readonly groupId: string;
  readonly shard: string;
  readonly where: string;
}

/** Whether a sort key is that of a member who belongs into the shard. */
export const isMemberOf = ({ shard }: Shard, sk: string): boolean => {
  const id = memberOf(sk);
  return id !== undefined && isId(id) && shardOf(id) === shard;
};

/** Whether members of a shard exist, are of the type that is noted, and have their mirrors. */
export const examineMembers = async (
  scope: Scope,
  start: Item,
  { groupId, where }: Shard,
  members: readonly Item[],
): Promise<readonly Suspicion[]> => {
  const { tenant } = scope;
  const idOf = (member: Item): string => memberOf(member['sk']) ?? '';
  const found = await batchGet(
    scope,
    members.flatMap((member) => [stubKey(tenant, idOf(member)), mirrorKey(tenant, idOf(member), groupId)]),
  );
  const stubOf = (member: Item) => found(stubKey(tenant, idOf(member)));
  // A stub that is missing or wrong is the fault of the stub, where the member itself exists.
  const doubtful = members.filter((member) => stubOf(member)?.['type'] !== member['type']);
  const resource = await batchGet(
    scope,
    doubtful.flatMap((member) => TYPES.map((type) => resourceKey(tenant, type, idOf(member)))),
    '#kind',
  );
  const realType = (member: Item): ResourceTypeName | undefined =>
    doubtful.includes(member)
      ? TYPES.find((type) => resource(resourceKey(tenant, type, idOf(member))))
      : member['type'];

  return members.flatMap((member): Suspicion[] => {
    const id = idOf(member);
    const ids = [groupId, id];
    const place = `${where} member ${id}`;
    const type = realType(member);
    const mirror = found(mirrorKey(tenant, id, groupId));
    const evidence = [member, mirror, stubOf(member)];
    if (type === undefined) {
      const change = { add: [], remove: [id] };
      const out = repair(scope, 'removes the member', () => [
        ...TYPES.map((one) => check(resourceKey(tenant, one, id), ABSENT)),
        passGate({ ...scope, groupId, shard: shardOf(id), change }),
        deleteMember(tenant, groupId, id),
        deleteMirror(tenant, groupId, id),
      ]);
      return [suspicion('missing member', start, place, ids, evidence, { repair: out })];
    }
    const suspicions: Suspicion[] = [];
    if (type !== member['type']) {
      const retype = repair(scope, 'notes the type', () => [
        checkStub(tenant, { id, type }),
        update(keyOf(member), 'SET #type = :type, #by = :by', { type, by: scope.by }, PRESENT),
      ]);
      suspicions.push(suspicion('mistyped member', start, place, ids, evidence, { repair: retype }));
    }
    if (!mirror) {
      const mend = repair(scope, 'puts the mirror', () => [
        check(memberKey(tenant, groupId, id), PRESENT),
        putMirror(tenant, groupId, { id, type }, scope.by),
      ]);
      suspicions.push(suspicion('missing mirror', start, place, ids, evidence, { repair: mend }));
    }
    return suspicions;
  });
};
