import type { Filter } from '../../scim/filter/ast.ts';
import type { Projection } from '../../scim/projection.ts';
import type { Sort, SortPlace } from '../../scim/sort.ts';
import type { Placed } from '../../store/order.ts';
import type { Directory } from '../../store/port.ts';
import type { Context } from '../context.ts';
import type { Kind, Presenter } from '../kind.ts';
import type { Explanation } from './explanation.ts';

/** A list of one type that is asked for, understood: everything but which page of it. */
export interface ListRequest {
  readonly directory: Directory;
  readonly context: Context;
  readonly kind: Kind;
  readonly projection: Projection;
  readonly filter: Filter | undefined;
  readonly sort: Sort | undefined;
  readonly explanation: Explanation;
}

/** Where a page of a list begins, and what is known from the pages before it. */
export interface Start {
  /** The last resource that has been seen; undefined at the beginning. */
  readonly after?: SortPlace | undefined;
  /** How many resources are passed over from there on: not 0 only where `after` is not known. */
  readonly skip: number;
  /** Whether the list is read towards its beginning. */
  readonly backwards: boolean;
  /** How many there were in all when the walk began. */
  readonly total?: number | undefined;
}

export const BEGINNING: Start = { skip: 0, backwards: false };

/** What a list has from a start on. */
export interface Found {
  readonly total: number;
  /** One more than a page at least, or all there are; read as they are asked for. */
  readonly chunks: AsyncIterable<readonly Placed[]> | Iterable<readonly Placed[]>;
  /** Shows them, where what is shown with them has been read along. */
  readonly present?: Presenter | undefined;
}

/** A list in its order. */
export interface List {
  /** Reads what a page of `count` needs. How many there are is read beside the start, where that takes a read. */
  read(start: Promise<Start>, count: number): Promise<Found>;
}

export const NOTHING: readonly (readonly Placed[])[] = [];
