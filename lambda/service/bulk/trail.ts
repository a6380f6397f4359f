import type { Method } from '../../scim/bulk/operation.ts';
import type { ScimError } from '../../scim/error.ts';
import type { ResourceTypeName } from '../../scim/schema/definition.ts';

/** What has been done, or refused, of one operation. */
export interface TrailEntry {
  /** The operation's place in the request, from 0. */
  readonly place: number;
  readonly method: Method | undefined;
  readonly type: ResourceTypeName | undefined;
  readonly id: string | undefined;
  readonly status: number;
  readonly failure: ScimError | undefined;
  readonly milliseconds: number;
}

/** Whoever wants to know of each operation as it ends. */
export interface Trail {
  readonly ended: (entry: TrailEntry) => void;
  /** Takes down an error that is none of a client's. @returns what the client is told of it: a 500, and no reason */
  readonly unexpected: (thrown: unknown) => ScimError;
}
