import type { ResourceTypeName } from '../../scim/schema/definition.ts';
import { NotFound, Stale } from '../error.ts';
import type { StoredResource } from '../port.ts';
import type { Action } from './action.ts';
import { afterTheFact, finishDeletion } from './finishing.ts';
import { isId } from './id.ts';
import { countResource } from './item/counter.ts';
import { deleteEntry } from './item/entry.ts';
import { deleteGate } from './item/gate.ts';
import { putPending } from './item/pending.ts';
import { deleteResource } from './item/resource.ts';
import { deleteStub } from './item/stub.ts';
import { putTombstone } from './item/tombstone.ts';
import { SHARDS } from './keys.ts';
import { read } from './reading.ts';
import { isDone, throwRefused } from './refusal.ts';
import { pause } from './retry.ts';
import { recordOf, revisionOf } from './revision.ts';
import { commit } from './transaction.ts';
import type { Writing } from './writing.ts';

/**
 * Deletes a resource in one transaction, after which no reader finds it anywhere; then clears away its
 * memberships, as far as it gets in `clearingTime`, milliseconds. Without `unchanged`, a version that another
 * writer changed meanwhile is read again.
 * @throws NotFound, Stale, Unavailable
 */
export const removeResource = async (
  writing: Writing,
  type: ResourceTypeName,
  id: string,
  unchanged: StoredResource | undefined,
  clearingTime: number,
): Promise<void> => {
  if (!isId(id)) throw new NotFound('the resource does not exist');
  if (unchanged) await commitDeletion(writing, unchanged);
  else await commitLatest(writing, type, id);
  const deadline = Math.min(writing.deadline, Date.now() + clearingTime);
  await afterTheFact(finishDeletion({ ...writing, deadline }, { type, id }));
};

const commitLatest = async (writing: Writing, type: ResourceTypeName, id: string): Promise<void> => {
  for (let failures = 0; ; failures += 1) {
    const latest = await read(writing, type, id);
    if (!latest) throw new NotFound('the resource does not exist');
    try {
      return await commitDeletion(writing, latest);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
    }
    await pause(failures);
  }
};

/** @throws NotFound, Stale, Unavailable */
const commitDeletion = async (writing: Writing, stored: StoredResource): Promise<void> => {
  const refusals = await commit(writing.table, deletionActions(writing, stored), writing.deadline);
  if (!isDone(refusals)) throwRefused(refusals);
};

const deletionActions = ({ tenant, at, by }: Writing, stored: StoredResource): readonly Action[] => {
  const record = recordOf(stored);
  const { type, id } = record;
  return [
    deleteResource(tenant, record),
    deleteStub(tenant, id),
    ...record.entries.map((name) => deleteEntry(tenant, type, id, name)),
    countResource(tenant, record, -1, by),
    putTombstone(tenant, { ...record, version: stored.version + 1 }, at, by),
    ...putPending(tenant, { id, type, work: 'deleting', since: at }, by),
    ...revisionOf(stored).gates.map((version, index) => deleteGate(tenant, id, SHARDS[index] ?? '', version)),
  ];
};
