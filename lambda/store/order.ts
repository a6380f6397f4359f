import type { ResourceTypeName } from '../scim/schema/definition.ts';
import type { SortPlace } from '../scim/sort.ts';
import type { ListedResource } from './port.ts';

/** A resource, and where it stands in the order in which it was read. */
export interface Placed {
  readonly place: SortPlace;
  readonly resource: ListedResource;
}

/** An order in which the store keeps a type: by id, or by the values of an attribute. */
export interface StoredOrder {
  readonly type: ResourceTypeName;
  /** An indexed attribute of which each resource has exactly one value; absent for the order of ids. */
  readonly by?: string | undefined;
  /** Whether the last one comes first. */
  readonly backwards: boolean;
}

/** A part of a type in an order, and how it is read. */
export interface Stretch extends StoredOrder {
  /** The place behind which it begins, on the way; absent for the beginning. */
  readonly after?: SortPlace | undefined;
  /** How many are likely to be wanted, and are read at a time; absent for as many as there are. */
  readonly atOnce?: number | undefined;
}

/** Where a walk through a list has got to. */
export interface Bookmark {
  /** The last resource that has been seen. */
  readonly place: SortPlace;
  /** How many there were when the walk began, where that is not simply the number of a type's resources. */
  readonly total?: number | undefined;
}
