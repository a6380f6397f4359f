import type { ResourceTypeName } from '../scim/schema/definition.ts';
import type { EntityTags } from '../scim/version.ts';
import type { Directory } from '../store/port.ts';
import { requireMatch } from './conditions.ts';
import type { Context } from './context.ts';
import { noSuchResource } from './failure.ts';
import { untilCurrent } from './retry.ts';

/** Deletes a resource; with If-Match, only in a version that it names. */
export const removeResource = (
  directory: Directory,
  context: Context,
  type: ResourceTypeName,
  id: string,
  ifMatch: EntityTags | undefined,
): Promise<void> =>
  untilCurrent(context.call, async () => {
    const seen = ifMatch && (await directory.read(context.tenant, type, id, context.call));
    if (ifMatch && !seen) throw noSuchResource(type, id);
    if (seen) requireMatch(ifMatch, seen);
    await directory.remove(context.tenant, type, id, seen, context.call);
  });
