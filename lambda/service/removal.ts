import { isConditional, type Preconditions } from '../scim/precondition.ts';
import type { ResourceTypeName } from '../scim/schema/definition.ts';
import type { Directory } from '../store/port.ts';
import { requireConditions } from './conditions.ts';
import type { Context } from './context.ts';
import { noSuchResource } from './failure.ts';
import { untilCurrent } from './retry.ts';

/** Deletes a resource; on conditions, only in a version that meets them. */
export const removeResource = (
  directory: Directory,
  context: Context,
  type: ResourceTypeName,
  id: string,
  conditions: Preconditions,
): Promise<void> =>
  untilCurrent(context.call, async () => {
    const conditional = isConditional(conditions);
    const seen = conditional ? await directory.read(context.tenant, type, id, context.call) : undefined;
    if (conditional && !seen) throw noSuchResource(type, id);
    if (seen) requireConditions(conditions, seen);
    await directory.remove(context.tenant, type, id, seen, context.call);
  });
