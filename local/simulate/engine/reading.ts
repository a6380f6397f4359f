/** Reading everything that the service holds. */
import type { JsonObject } from '../../json.ts';
import type { Operation } from '../http/exchange.ts';
import { resourcesIn } from '../scim/resource.ts';
import { forEach, type Job } from './job.ts';

/** Resources in a page, as Entra's Account Discovery asks for them. */
const PAGE = 100;

export const readAllUsers = (job: Job, operation: Operation): Promise<readonly JsonObject[]> =>
  readAll(job, operation, '/Users', {});

/** Without members. */
export const readAllGroups = (job: Job, operation: Operation): Promise<readonly JsonObject[]> =>
  readAll(job, operation, '/Groups', { excludedAttributes: 'members' });

/** Groups as they are one by one, with their members. */
export const readGroups = async (job: Job, ids: readonly string[]): Promise<readonly JsonObject[]> => {
  const groups: JsonObject[] = [];
  await forEach(job, 'Reading groups back', ids, async (id) => {
    const path = `/Groups/${id}`;
    groups.push(await job.client.send({ operation: 'read back', method: 'GET', path, expect: [200] }));
  });
  return groups;
};

/** By `startIndex` and `count`, page after page, until one is empty or all are there (RFC 7644 §3.4.2.4). */
const readAll = async (
  { client }: Job,
  operation: Operation,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<readonly JsonObject[]> => {
  const all: JsonObject[] = [];
  for (;;) {
    const page = await client.send({
      operation,
      method: 'GET',
      path,
      query: { ...query, startIndex: String(all.length + 1), count: String(PAGE) },
      expect: [200],
    });
    const resources = resourcesIn(page);
    all.push(...resources);
    if (resources.length === 0 || all.length >= Number(page['totalResults'])) return all;
  }
};
