/** Errors of the token endpoint (RFC 6749 §5.2); `temporarily_unavailable` is that of its §4.1.2.1. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'temporarily_unavailable'
  | 'server_error';

/** What a client is told; `message` is the `error_description`, for whoever configures it. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: number;
  readonly code: OAuthErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: OAuthErrorCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const invalidRequest = (message: string, status = 400): OAuthError =>
  new OAuthError(status, 'invalid_request', message);

export const methodNotAllowed = (): OAuthError =>
  new OAuthError(405, 'invalid_request', 'the token endpoint takes POST', { Allow: 'POST' });

export const unsupportedGrantType = (): OAuthError =>
  new OAuthError(400, 'unsupported_grant_type', 'grant_type has to be client_credentials');

export const invalidScope = (message: string): OAuthError => new OAuthError(400, 'invalid_scope', message);

/** The same whatever is wrong with the credential, so that nobody learns what would be right. */
export const invalidClient = (): OAuthError =>
  new OAuthError(401, 'invalid_client', 'the client is unknown, or not identified by what it presents');

export const temporarilyUnavailable = (message: string): OAuthError =>
  new OAuthError(503, 'temporarily_unavailable', message, { 'Retry-After': '30' });

export const serverError = (requestId: string): OAuthError =>
  new OAuthError(500, 'server_error', `the service has failed; its log says more of request ${requestId}`);
