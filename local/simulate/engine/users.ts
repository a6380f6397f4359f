/** The part of a cycle that creates and changes users. */
import type { JsonObject } from '../../json.ts';
import type { Desired, DesiredUser } from '../desired.ts';
import { changesBetween, isNoChange } from '../scim/changes.ts';
import { patchBody, userBody } from '../scim/resource.ts';
import { forEach, type Job } from './job.ts';
import { type UserLink, userLink } from './links.ts';
import { findUser } from './lookup.ts';

/** @param initial whether everybody in scope is looked up, whatever is remembered */
export const provisionUsers = async (job: Job, { users }: Desired, initial: boolean): Promise<void> => {
  const due = [...users].filter(
    ([objectId, user]) => (initial && user.inScope) || differs(job.links.users.get(objectId), user),
  );
  await forEach(job, 'Users', due, async ([objectId, user]) => {
    const found = await currentUser(job, objectId, user, initial);
    job.links.setUser(objectId, found ? await updateUser(job, found, user) : await createUser(job, user));
  });
};

/** Managers come after everybody who might be one is there. */
export const provisionManagers = async (job: Job, { users }: Desired): Promise<void> => {
  const due = [...users].flatMap(([objectId, { inScope, manager }]) => {
    const link = job.links.users.get(objectId);
    const wanted = manager === undefined ? undefined : job.links.users.get(manager)?.id;
    return inScope && link && link.manager !== wanted ? [{ objectId, link, wanted }] : [];
  });
  await forEach(job, 'Managers', due, async ({ objectId, link, wanted }) => {
    await patchUser(job, 'set manager', link.id, job.dialect.manager(wanted));
    job.links.setUser(objectId, { ...link, manager: wanted });
  });
};

/** Entra reads before it writes. */
const currentUser = async (
  job: Job,
  objectId: string,
  user: DesiredUser,
  initial: boolean,
): Promise<JsonObject | undefined> => {
  const link = job.links.users.get(objectId);
  if (!link || (initial && user.inScope)) return findUser(job, user.texts);
  return job.client.send({ operation: 'read user', method: 'GET', path: `/Users/${link.id}`, expect: [200] });
};

const createUser = async (job: Job, { texts, active }: DesiredUser): Promise<UserLink> => {
  const body = userBody(texts, active);
  const created = await job.client.send({
    operation: 'create user',
    method: 'POST',
    path: '/Users',
    body,
    expect: [201],
  });
  return { ...userLink(created), texts, active };
};

const updateUser = async (
  job: Job,
  found: JsonObject,
  { texts, active, inScope }: DesiredUser,
): Promise<UserLink> => {
  const before = userLink(found);
  const after = { texts: inScope ? texts : before.texts, active };
  const changes = changesBetween(before, after);
  if (!isNoChange(changes)) await patchUser(job, 'update user', before.id, job.dialect.changes(changes));
  return { ...before, ...after };
};

const patchUser = async (
  { client }: Job,
  operation: 'update user' | 'set manager',
  id: string,
  operations: readonly JsonObject[],
): Promise<void> => {
  const body = patchBody(operations);
  await client.send({ operation, method: 'PATCH', path: `/Users/${id}`, body, expect: [200, 204] });
};

const differs = (link: UserLink | undefined, user: DesiredUser): boolean =>
  !link || !isNoChange(changesBetween(link, user));
