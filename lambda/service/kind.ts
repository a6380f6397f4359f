import type { Projection } from '../scim/projection.ts';
import type { ResourceModel } from '../scim/schema/definition.ts';
import type { StoredResource } from '../store/port.ts';
import type { Context, Shown } from './context.ts';

/** What sets one resource type apart from the other where lists of them are made. */
export interface Kind {
  readonly model: ResourceModel;
  /** A resource of a list as the request wants to see it; undefined when it has been deleted meanwhile. */
  readonly showListed: (
    context: Context,
    projection: Projection,
    stored: StoredResource,
  ) => Promise<Shown | undefined>;
  /** The core attribute that is kept apart from the resource: `groups` or `members`. */
  readonly apart: string;
  /** The resources that have `id` among the values of that attribute. */
  readonly having: (context: Context, id: string) => Promise<readonly StoredResource[]>;
}
