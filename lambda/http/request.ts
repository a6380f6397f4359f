import type { Actor } from '../store/port.ts';

/** Who calls, as the authorizer established it; the tenant comes from here and from nowhere else. */
export interface Caller {
  readonly tenantId: string;
  /** The token, or the OAuth client. */
  readonly tokenId: string;
  /** The access token, where a client came by one. */
  readonly accessId?: string;
  readonly scopes: readonly string[];
  /** Whether the tenant allows one group of a displayName or several. */
  readonly groupNames: 'unique' | 'any';
  /** The key of the tenant's cursors, secret: 32 bytes, or none of an authorizer that knows of no cursors yet. */
  readonly cursorKey: Buffer;
}

/** A request to the service, free of API Gateway. Made once, from the event, in `event.ts`. */
export interface ScimRequest {
  readonly method: string;
  /** The endpoint: Users, Groups, Schemas, … */
  readonly resource: string;
  /** What follows the resource's own path: undefined for the collection itself. */
  readonly id: string | undefined;
  /** Query parameters by lower-case name, decoded; several values of a parameter are kept. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Header values by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** The bytes of the body as they were sent; undefined when there is none. */
  readonly body: Buffer | undefined;
  /** `https://…/scim`, without a slash at its end: what Location and $ref start with. */
  readonly baseUrl: string;
  readonly caller: Caller;
  readonly by: Actor;
  /** Epoch milliseconds by which the answer has to be under way. */
  readonly deadline: number;
}

export interface ScimResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Serialized as `application/scim+json`. */
  readonly body?: unknown;
}
