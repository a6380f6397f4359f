import { type Desired, desiredFor, type Scope } from '../desired.ts';
import type { Directory } from '../source/directory.ts';
import { deleteGone } from './deletions.ts';
import { provisionGroups, provisionMembers } from './groups.ts';
import type { Job } from './job.ts';
import { provisionManagers, provisionUsers } from './users.ts';

/**
 * Brings the service to where the directory is; references follow what they refer to.
 * @param initial whether all in scope are looked up; else what differs from what is remembered is sent
 * @returns what the service should hold now
 */
export const runCycle = async (
  job: Job,
  directory: Directory,
  scope: Scope,
  initial: boolean,
): Promise<Desired> => {
  await deleteGone(job, directory);
  const desired = desiredFor(directory, scope, job.links.users);
  await provisionUsers(job, desired, initial);
  await provisionManagers(job, desired);
  await provisionGroups(job, desired, initial);
  await provisionMembers(job, desired);
  return desired;
};
