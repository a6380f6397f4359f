/** Finding the resource of a person or a group by the matching attributes, the first of which decides. */
import type { JsonObject } from '../../json.ts';
import { DISPLAY_NAME, EXTERNAL_ID, type Texts, USER_NAME } from '../scim/mapping.ts';
import type { Path } from '../scim/path.ts';
import { equals, idOf, resourcesIn } from '../scim/resource.ts';
import type { Job } from './job.ts';

export const findUser = (job: Job, texts: Texts): Promise<JsonObject | undefined> =>
  find(texts, [USER_NAME, EXTERNAL_ID], async (filter) => {
    const query = { filter };
    return resourcesIn(
      await job.client.send({
        operation: 'look up user',
        method: 'GET',
        path: '/Users',
        query,
        expect: [200],
      }),
    );
  });

/** Without its members: there may be a hundred thousand. */
export const findGroup = (job: Job, texts: Texts): Promise<JsonObject | undefined> =>
  find(texts, [DISPLAY_NAME, EXTERNAL_ID], async (filter) => {
    const query = { excludedAttributes: 'members', filter };
    const found = resourcesIn(
      await job.client.send({
        operation: 'look up group',
        method: 'GET',
        path: '/Groups',
        query,
        expect: [200],
      }),
    );
    // Two groups of Entra's may have one name.
    const taken = job.links.ids();
    const externalId = texts.get(EXTERNAL_ID);
    return found.filter((group) => group['externalId'] === externalId || !taken.has(idOf(group)));
  });

const find = async (
  texts: Texts,
  matching: readonly Path[],
  ask: (filter: string) => Promise<readonly JsonObject[]>,
): Promise<JsonObject | undefined> => {
  for (const path of matching) {
    const found = await ask(equals(path.text, texts.get(path) ?? ''));
    const own = found.find((resource) => resource['externalId'] === texts.get(EXTERNAL_ID));
    if (found.length > 0) return own ?? found[0];
  }
  return undefined;
};
