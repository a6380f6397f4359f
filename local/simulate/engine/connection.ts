/** What precedes the first cycle. */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../json.ts';
import { equals, idOf } from '../scim/resource.ts';
import type { Directory } from '../source/directory.ts';
import { isAdded } from '../source/evolve.ts';
import type { Job } from './job.ts';
import { groupLink, userLink } from './links.ts';
import { readAllGroups, readAllUsers } from './reading.ts';

/** The button of Entra's: a user that there cannot be is looked up, and not found. @throws RequestFailed */
export const testConnection = async ({ client, progress }: Job): Promise<void> => {
  await client.send({
    operation: 'test connection',
    method: 'GET',
    path: '/Users',
    query: { filter: equals('userName', randomUUID()) },
    expect: [200],
  });
  progress.line('Test Connection                succeeded');
};

/**
 * Entra remembers what it provisioned; a run of the simulator reads it back instead, so that one that was killed can
 * be repeated. Whose a resource is, its externalId says.
 */
export const remember = async (job: Job, { people, groups }: Directory): Promise<void> => {
  const { links } = job;
  for (const user of await readAllUsers(job, 'discover')) {
    const objectId = externalIdOf(user);
    if (people.has(objectId) || isAdded(objectId)) links.setUser(objectId, userLink(user));
    else links.foreign.add(idOf(user));
  }
  for (const group of await readAllGroups(job, 'discover')) {
    const objectId = externalIdOf(group);
    // Those in the directory are looked up, with their members, as soon as it turns out that they are in scope.
    if (isAdded(objectId) && !groups.has(objectId)) links.setGroup(objectId, groupLink(group));
    else links.foreign.add(idOf(group));
  }
};

const externalIdOf = ({ externalId }: JsonObject): string =>
  typeof externalId === 'string' ? externalId : '';
