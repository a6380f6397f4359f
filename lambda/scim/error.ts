/** The detail error keywords of RFC 7644 §3.12 (Table 9) and, of pages by cursor, RFC 9865 §2.1. */
export const SCIM_TYPES = [
  'invalidFilter',
  'tooMany',
  'uniqueness',
  'mutability',
  'invalidSyntax',
  'invalidPath',
  'noTarget',
  'invalidValue',
  'invalidVers',
  'sensitive',
  'invalidCursor',
  'expiredCursor',
  'invalidCount',
] as const;

export type ScimType = (typeof SCIM_TYPES)[number];

/**
 * Everything that a client can be told has gone wrong. The only error that `lambda/scim` throws.
 * `message` becomes the `detail` of the answer: it is written for the administrator who reads it, and it is
 * never logged, because it may quote what the client sent.
 */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;
  readonly scimType: ScimType | undefined;
  /** Headers that the answer carries besides the usual ones, such as `Allow` or `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    detail: string,
    scimType?: ScimType,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
    this.headers = headers;
  }
}

const badRequest =
  (scimType: ScimType) =>
  (detail: string): ScimError =>
    new ScimError(400, detail, scimType);

export const expiredCursor = badRequest('expiredCursor');
export const invalidCount = badRequest('invalidCount');
export const invalidCursor = badRequest('invalidCursor');
export const invalidFilter = badRequest('invalidFilter');
export const invalidPath = badRequest('invalidPath');
export const invalidSyntax = badRequest('invalidSyntax');
export const invalidValue = badRequest('invalidValue');
export const mutability = badRequest('mutability');
export const noTarget = badRequest('noTarget');
export const tooMany = badRequest('tooMany');

export const notFound = (detail: string): ScimError => new ScimError(404, detail);
export const uniqueness = (detail: string): ScimError => new ScimError(409, detail, 'uniqueness');
export const preconditionFailed = (detail: string): ScimError => new ScimError(412, detail);
export const payloadTooLarge = (detail: string): ScimError => new ScimError(413, detail);
export const unavailable = (detail: string, retryAfterSeconds: number): ScimError =>
  new ScimError(503, detail, undefined, { 'Retry-After': String(retryAfterSeconds) });

export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The error message of RFC 7644 §3.12; `status` is a string there. */
export const errorBody = (error: ScimError) => ({
  schemas: [ERROR_SCHEMA],
  status: String(error.status),
  ...(error.scimType && { scimType: error.scimType }),
  detail: error.message,
});
