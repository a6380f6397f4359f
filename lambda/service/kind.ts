import type { Projection } from '../scim/projection.ts';
import type { ResourceModel } from '../scim/schema/definition.ts';
import type { ListedResource } from '../store/port.ts';
import type { Context, Shown } from './context.ts';

/** Shows a resource of a list as the request wants to see it; undefined when it has been deleted meanwhile. */
export type Presenter = (listed: ListedResource) => Shown | undefined;

/** What sets one resource type apart from the other where lists of them are made. */
export interface Kind {
  readonly model: ResourceModel;
  /** Reads what is kept apart from the resources of these ids and wanted in the answer, side by side. */
  readonly presenter: (
    context: Context,
    projection: Projection,
    ids: readonly string[],
  ) => Promise<Presenter>;
  /** How many resources may be shown at a time, so that what is kept apart from them fits into memory. */
  readonly presentedAtOnce: (projection: Projection) => number;
  /** The core attribute that is kept apart from the resource: `groups` or `members`. */
  readonly apart: string;
  /**
   * The attributes that a resource's own item does not tell, and as part of what they are known; of several that
   * apply, the first one tells the others too.
   */
  readonly knownBy: readonly { readonly attributes: readonly string[]; readonly projection: Projection }[];
  /** The ids of the resources that have `id` among the values of that attribute, sorted; of some only, where given. */
  readonly having: (context: Context, id: string, among?: readonly string[]) => Promise<readonly string[]>;
}
