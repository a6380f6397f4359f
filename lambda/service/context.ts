import type { JsonObject } from '../scim/json.ts';
import type { Call } from '../store/port.ts';

/** What a use case is told about the request, besides what it asks for. */
export interface Context {
  readonly tenant: string;
  /** Whether the tenant allows one group of a displayName or several. */
  readonly groupNames: 'unique' | 'any';
  /** The key of the tenant's cursors: 32 bytes, or none. */
  readonly cursorKey: Buffer;
  /** `https://…/scim`: what the location of every resource starts with. */
  readonly baseUrl: string;
  readonly call: Call;
}

/** Which attributes of a resource the answer is to hold, as the request names them (RFC 7644 §3.9). */
export interface View {
  readonly attributes?: readonly string[];
  readonly excludedAttributes?: readonly string[];
}

/** A resource that has been changed and is not answered, since the client asked for no part of it. */
export interface Changed {
  readonly resource?: undefined;
  /** Its ETag, where the change has read what that is made of. */
  readonly version: string | undefined;
}

/** A resource as it is answered. */
export interface Shown {
  readonly resource: JsonObject;
  /** Its ETag, which is its meta.version. */
  readonly version: string;
  readonly location: string;
}
