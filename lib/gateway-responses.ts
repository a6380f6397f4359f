import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

interface Answer {
  readonly type: ResponseType;
  readonly status: number;
  readonly detail: string;
  readonly scimType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const NO_SUCH_ENDPOINT = { status: 404, detail: 'There is no such SCIM endpoint.' };
const OUTAGE = { status: 500, detail: 'The service has failed. Send the request again later.' };
const SLOW_DOWN = { status: 429, detail: 'Too many requests. Send this one again later.' };

/**
 * What API Gateway answers by itself, before or instead of a function. A provisioner quarantines its job on a
 * 401 at once and tries again after a 429 or 5xx, so a 401 is only ever said of a credential.
 */
const ANSWERS: readonly Answer[] = [
  {
    type: ResponseType.UNAUTHORIZED,
    status: 401,
    detail: 'The bearer token is missing, malformed, unknown, expired or revoked.',
    headers: { 'WWW-Authenticate': 'Bearer' },
  },
  { type: ResponseType.ACCESS_DENIED, status: 403, detail: 'The token does not allow this.' },
  { type: ResponseType.WAF_FILTERED, status: 403, detail: 'A firewall rule of the service refuses this.' },
  // Keys are the authorizer's to name, so that one which API Gateway does not know is a fault of ours.
  {
    type: ResponseType.INVALID_API_KEY,
    status: 503,
    detail: 'The service is not available. Send the request again.',
    headers: { 'Retry-After': '30' },
  },

  // API Gateway looks for an AWS signature only where a request meets no method of the API.
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, ...NO_SUCH_ENDPOINT },
  { type: ResponseType.INVALID_SIGNATURE, ...NO_SUCH_ENDPOINT },
  { type: ResponseType.EXPIRED_TOKEN, ...NO_SUCH_ENDPOINT },
  { type: ResponseType.RESOURCE_NOT_FOUND, ...NO_SUCH_ENDPOINT },

  {
    type: ResponseType.BAD_REQUEST_BODY,
    status: 400,
    scimType: 'invalidSyntax',
    detail: 'The body of the request is not valid.',
  },
  {
    type: ResponseType.BAD_REQUEST_PARAMETERS,
    status: 400,
    detail: 'A parameter of the request is not valid.',
  },
  { type: ResponseType.DEFAULT_4XX, status: 400, detail: 'The request is not valid.' },
  { type: ResponseType.REQUEST_TOO_LARGE, status: 413, detail: 'The body of the request is too large.' },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    detail: 'The body must be application/scim+json or application/json.',
  },

  { type: ResponseType.THROTTLED, ...SLOW_DOWN, headers: { 'Retry-After': '2' } },
  { type: ResponseType.QUOTA_EXCEEDED, ...SLOW_DOWN, headers: { 'Retry-After': '3600' } },

  { type: ResponseType.AUTHORIZER_FAILURE, ...OUTAGE },
  { type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR, ...OUTAGE },
  { type: ResponseType.API_CONFIGURATION_ERROR, ...OUTAGE },
  { type: ResponseType.DEFAULT_5XX, ...OUTAGE },
  {
    type: ResponseType.INTEGRATION_FAILURE,
    status: 503,
    detail: 'The service is not available. Send the request again.',
    headers: { 'Retry-After': '5' },
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    detail: 'The service did not finish in time. Send the request again.',
    headers: { 'Retry-After': '5' },
  },
];

const MEDIA_TYPE = 'application/scim+json';

/** Makes API Gateway answer as SCIM errors (RFC 7644 §3.12), one literal template a type: they have no logic. */
export const addGatewayResponses = (restApi: RestApi): void => {
  for (const { type, status, detail, scimType, headers } of ANSWERS) {
    const body = JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType && { scimType }),
      detail,
    });
    restApi.addGatewayResponse(type.responseType, {
      type,
      statusCode: String(status),
      responseHeaders: quoted({ 'Content-Type': MEDIA_TYPE, ...headers }),
      // By the Accept header of the request; JSON is what API Gateway falls back to.
      templates: { 'application/json': body, [MEDIA_TYPE]: body },
    });
  }
};

/** API Gateway takes a value in single quotes literally, and one without as the name of a variable. */
function quoted(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
}
