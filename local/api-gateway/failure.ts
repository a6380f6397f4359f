/** The ways in which API Gateway itself turns a request away, each answered with a gateway response. */

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
const STATUS = {
  ACCESS_DENIED: 403,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_API_KEY: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  REQUEST_TOO_LARGE: 413,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
  DEFAULT_4XX: 400,
  DEFAULT_5XX: 500,
} as const;

export type GatewayResponseType = keyof typeof STATUS;

/** `x-amzn-ErrorType`, where an answer with it has been recorded on AWS. */
export const ERROR_TYPE: Readonly<Partial<Record<GatewayResponseType, string>>> = {
  ACCESS_DENIED: 'AccessDeniedException',
  AUTHORIZER_CONFIGURATION_ERROR: 'AuthorizerConfigurationException',
  AUTHORIZER_FAILURE: 'AuthorizerConfigurationException',
  INVALID_API_KEY: 'ForbiddenException',
  MISSING_AUTHENTICATION_TOKEN: 'MissingAuthenticationTokenException',
  THROTTLED: 'TooManyRequestsException',
  UNAUTHORIZED: 'UnauthorizedException',
  DEFAULT_5XX: 'InternalServerErrorException',
};

export class GatewayFailure extends Error {
  override readonly name = 'GatewayFailure';
  readonly type: GatewayResponseType;
  /** `$context.error.message`: AWS has none for what an authorizer gets wrong. */
  readonly text: string | null;
  readonly status: number;

  /** @param status where it is not the type's usual one. */
  constructor(type: GatewayResponseType, text: string | null, status: number = STATUS[type]) {
    super(`${type}: ${text}`);
    this.type = type;
    this.text = text;
    this.status = status;
  }
}
