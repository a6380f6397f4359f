/** A request that is wrong in one way, and the error that says so. */
export interface BadRequest {
  readonly what: string;
  /** `METHOD /path`, the path as on the wire; `{user}` and `{group}` stand for the ids of a user and a group. */
  readonly send: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Sent as it is; an object is sent as JSON. */
  readonly body?: unknown;
  readonly status: number;
  readonly scimType?: string;
  /** Headers that the error has to carry. */
  readonly answers?: Readonly<Record<string, string>>;
}
