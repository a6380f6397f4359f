/** The part of a cycle that creates and renames groups, and lets members in and out. */
import type { JsonObject } from '../../json.ts';
import type { Desired, DesiredGroup } from '../desired.ts';
import { changesBetween, isNoChange } from '../scim/changes.ts';
import { groupBody, idOf, patchBody } from '../scim/resource.ts';
import { forEach, type Job } from './job.ts';
import { type GroupLink, groupLink } from './links.ts';
import { findGroup } from './lookup.ts';

export const provisionGroups = async (job: Job, { groups }: Desired, initial: boolean): Promise<void> => {
  const due = [...groups].filter(([objectId, group]) => {
    const link = job.links.groups.get(objectId);
    return initial || !link || !isNoChange(changesBetween(link, group));
  });
  await forEach(job, 'Groups', due, async ([objectId, group]) => {
    const link = job.links.groups.get(objectId);
    const found = link && !initial ? link.id : await foundId(job, group);
    job.links.setGroup(
      objectId,
      found ? await updateGroup(job, found, group) : await createGroup(job, group),
    );
  });
};

/** One member a PATCH, which is how Entra does it, and those of one group side by side. */
export const provisionMembers = async (job: Job, { groups }: Desired): Promise<void> => {
  const due = [...groups].flatMap(([objectId, { members }]) => {
    const link = job.links.groups.get(objectId);
    return link ? membershipChanges(job, link, members) : [];
  });
  const { addMember, removeMember } = job.dialect;
  await forEach(job, 'Members', due, async ({ group, member, enters }) => {
    await job.client.send({
      operation: enters ? 'add member' : 'remove member',
      method: 'PATCH',
      path: `/Groups/${group.id}`,
      body: patchBody(enters ? addMember(member) : removeMember(member)),
      expect: [204, 200],
    });
    if (enters) group.members.add(member);
    else group.members.delete(member);
  });
};

interface MembershipChange {
  readonly group: GroupLink;
  /** The service's id. */
  readonly member: string;
  readonly enters: boolean;
}

/** Members who are nobody's here stay. */
const membershipChanges = (
  { links }: Job,
  group: GroupLink,
  desired: ReadonlySet<string>,
): readonly MembershipChange[] => {
  const wanted = new Set([...desired].flatMap((objectId) => links.idOf(objectId) ?? []));
  const known = links.ids();
  return [
    ...[...wanted.difference(group.members)].map((member) => ({ group, member, enters: true })),
    ...[...group.members.difference(wanted)]
      .filter((member) => known.has(member))
      .map((member) => ({ group, member, enters: false })),
  ];
};

const foundId = async (job: Job, { texts }: DesiredGroup): Promise<string | undefined> => {
  const found = await findGroup(job, texts);
  return found && idOf(found);
};

const createGroup = async ({ client }: Job, { texts }: DesiredGroup): Promise<GroupLink> => {
  const created = await client.send({
    operation: 'create group',
    method: 'POST',
    path: '/Groups',
    body: groupBody(texts),
    expect: [201],
  });
  return { ...groupLink(created), texts };
};

const updateGroup = async (job: Job, id: string, { texts }: DesiredGroup): Promise<GroupLink> => {
  const path = `/Groups/${id}`;
  const before = groupLink(
    await job.client.send({ operation: 'read group', method: 'GET', path, expect: [200] }),
  );
  const changes = changesBetween(before, { texts, active: true });
  if (!isNoChange(changes)) {
    const operations: readonly JsonObject[] = job.dialect.changes(changes);
    const body = patchBody(operations);
    await job.client.send({ operation: 'update group', method: 'PATCH', path, body, expect: [204, 200] });
  }
  return { ...before, texts };
};
