/** The part of a cycle that deletes what the directory has no more. */
import type { Directory } from '../source/directory.ts';
import { forEach, type Job } from './job.ts';

export const deleteGone = async (job: Job, { people, groups }: Directory): Promise<void> => {
  const { client, links } = job;
  const users = [...links.users].filter(([objectId]) => !people.has(objectId));
  await forEach(job, 'Users deleted for good', users, async ([objectId, { id }]) => {
    await client.send({ operation: 'delete user', method: 'DELETE', path: `/Users/${id}`, expect: [204] });
    links.removeUser(objectId);
  });
  const gone = [...links.groups].filter(([objectId]) => !groups.has(objectId));
  await forEach(job, 'Groups deleted', gone, async ([objectId, { id }]) => {
    await client.send({ operation: 'delete group', method: 'DELETE', path: `/Groups/${id}`, expect: [204] });
    links.removeGroup(objectId);
  });
};
