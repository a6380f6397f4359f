/** The event of a REST API's Lambda proxy integration; its form was compared with events recorded on AWS. */
import type { APIGatewayEventIdentity, APIGatewayProxyEvent } from 'aws-lambda';
import type { AuthorizerContext } from './authorizer.ts';
import { isBinaryRequest } from './binary.ts';
import type { ApiDefinition } from './definition.ts';
import { type GatewayRequest, type Headers, headerOf } from './message.ts';
import { parseQuery, type QueryParameters } from './query.ts';
import type { RouteMatch } from './route.ts';

/** Of the connection to API Gateway, or said by it. */
const REPLACED = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/**
 * @param path of the request, without the stage.
 * @throws GatewayFailure when the query string is malformed.
 */
export const proxyEvent = (
  api: ApiDefinition,
  request: GatewayRequest,
  path: string,
  match: RouteMatch,
  authorizer: AuthorizerContext | undefined,
): APIGatewayProxyEvent => {
  const headers = multiValued(forwarded(request));
  const query = parseQuery(request.query);
  const pathParameters = Object.fromEntries(match.pathParameters);
  return {
    resource: match.route.path,
    path,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: query.size > 0 ? lastValues(query) : null,
    multiValueQueryStringParameters: query.size > 0 ? allValues(query) : null,
    pathParameters: match.pathParameters.size > 0 ? pathParameters : null,
    stageVariables: null,
    requestContext: {
      accountId: api.accountId,
      apiId: api.apiId,
      authorizer,
      domainName: headerOf(request.headers, 'host') ?? 'localhost',
      domainPrefix: api.apiId,
      extendedRequestId: request.id,
      httpMethod: request.method,
      identity: identityOf(request),
      path: `/${api.stage}${path === '/' ? '' : path}`,
      protocol: 'HTTP/1.1',
      requestId: request.id,
      requestTime: requestTime(request.receivedAt),
      requestTimeEpoch: request.receivedAt,
      resourceId: match.route.resourceId,
      resourcePath: match.route.path,
      stage: api.stage,
    },
    ...bodyOf(api, request),
  };
};

/** Bytes in base64, or text, in which those that are no UTF-8 are replaced. */
const bodyOf = ({ binaryMediaTypes }: ApiDefinition, { headers, body }: GatewayRequest) => {
  const isBase64Encoded = body.length > 0 && isBinaryRequest(binaryMediaTypes, headers);
  const text = body.toString(isBase64Encoded ? 'base64' : 'utf8');
  return { body: text === '' ? null : text, isBase64Encoded };
};

/** The request's own headers, and what API Gateway says of where they came from. */
const forwarded = (request: GatewayRequest): Headers => {
  const own = request.headers.filter(([name]) => !REPLACED.has(name.toLowerCase()));
  const before = headerOf(request.headers, 'x-forwarded-for');
  const seconds = Math.floor(request.receivedAt / 1000).toString(16);
  return [
    ...own,
    ['X-Amzn-Trace-Id', `Root=1-${seconds}-${request.id.replaceAll('-', '').slice(0, 24)}`],
    ['X-Forwarded-For', before === undefined ? request.sourceIp : `${before}, ${request.sourceIp}`],
    ['X-Forwarded-Port', String(request.port)],
    ['X-Forwarded-Proto', 'http'],
  ];
};

/** Names that differ in case only are one header. */
const multiValued = (headers: Headers): QueryParameters => {
  const names = new Map<string, string>();
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const first = names.get(name.toLowerCase()) ?? name;
    names.set(name.toLowerCase(), first);
    values.set(first, [...(values.get(first) ?? []), value]);
  }
  return values;
};

const lastValues = (values: QueryParameters): Record<string, string> =>
  Object.fromEntries([...values].map(([name, all]) => [name, all.at(-1) ?? '']));

const allValues = (values: QueryParameters): Record<string, string[]> =>
  Object.fromEntries([...values].map(([name, all]) => [name, [...all]]));

const identityOf = (request: GatewayRequest): APIGatewayEventIdentity => ({
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: request.sourceIp,
  user: null,
  userAgent: headerOf(request.headers, 'user-agent') ?? null,
  userArn: null,
});

/** `24/Nov/2026:19:33:10 +0000` */
const requestTime = (epoch: number): string => {
  const [, day, month, year, time] = new Date(epoch).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};
