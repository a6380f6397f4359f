import type { APIGatewayProxyEvent, Context as LambdaContext } from 'aws-lambda';
import { MAX_PAYLOAD_BYTES } from '../scim/discovery.ts';
import { payloadTooLarge } from '../scim/error.ts';
import { baseUrlOf } from './base-url.ts';
import { dialectOf } from './dialect.ts';
import type { Caller, ScimRequest } from './request.ts';

/** Milliseconds kept back from the function's time for the answer and the audit line. */
const ANSWER_TIME = 1_500;

/**
 * The request that an API Gateway event holds. API Gateway has decoded the query string already, so nothing
 * is decoded here; routing goes by path parameters, since a custom domain changes `path`.
 * @throws ScimError 413 for a body over MAX_PAYLOAD_BYTES
 */
export const scimRequest = (
  event: APIGatewayProxyEvent,
  lambda: LambdaContext,
  publicUrl: string,
): ScimRequest => {
  const headers = headersOf(event);
  const query = queryOf(event);
  const body = bodyOf(event);
  const caller = callerOf(event);
  return {
    method: event.httpMethod,
    resource: resourceOf(event.resource),
    id: normalised(event.pathParameters?.['proxy']),
    query,
    headers,
    body,
    baseUrl: baseUrlOf(event, publicUrl),
    caller,
    by: {
      tokenId: caller.tokenId,
      requestId: event.requestContext.requestId,
      sourceIp: event.requestContext.identity.sourceIp,
      dialect: dialectOf(headers.get('user-agent'), query, body),
    },
    deadline: Date.now() + lambda.getRemainingTimeInMillis() - ANSWER_TIME,
  };
};

/** `/v2/Users/{proxy+}` → `Users`; nothing for the base URL itself, `/` or `/v2`. */
const resourceOf = (pattern: string): string => /^(?:\/v2(?![^/]))?\/?([^/]*)/.exec(pattern)?.[1] ?? '';

/**
 * A path parameter comes as it was written. Letters, digits and `-._~` that are percent-encoded in it are the same as
 * those that are not (RFC 3986 §6.2.2.2); of all others that is left open.
 */
const normalised = (id: string | undefined): string | undefined =>
  id?.replace(/%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/gi, decodeURIComponent);

const headersOf = (event: APIGatewayProxyEvent): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(event.multiValueHeaders ?? {}).map(([name, values]) => [
      name.toLowerCase(),
      (values ?? []).join(', '),
    ]),
  );

/** Parameter names are found in any case: one that is overlooked would answer another question. */
const queryOf = (event: APIGatewayProxyEvent): ReadonlyMap<string, readonly string[]> => {
  const query = new Map<string, readonly string[]>();
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    query.set(name.toLowerCase(), [...(query.get(name.toLowerCase()) ?? []), ...(values ?? [])]);
  }
  return query;
};

/** API Gateway hands bodies on in base64, since every media type is a binary one to it. */
const bodyOf = ({ body, isBase64Encoded }: APIGatewayProxyEvent): Buffer | undefined => {
  if (body === null || body === '') return undefined;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_PAYLOAD_BYTES) {
    throw payloadTooLarge(`the body may have at most ${MAX_PAYLOAD_BYTES} bytes`);
  }
  return bytes;
};

/** @throws Error when the authorizer has not been there: a fault of the deployment, not of the client */
const callerOf = (event: APIGatewayProxyEvent): Caller => {
  const { tenantId, tokenId, accessId, scopes, groupNames, cursorKey } =
    event.requestContext.authorizer ?? {};
  if (typeof tenantId !== 'string' || typeof tokenId !== 'string' || typeof scopes !== 'string') {
    throw new Error('the request has passed no authorizer');
  }
  return {
    tenantId,
    tokenId,
    ...(typeof accessId === 'string' && { accessId }),
    scopes: scopes.split(' '),
    groupNames: groupNames === 'any' ? 'any' : 'unique',
    cursorKey: Buffer.from(typeof cursorKey === 'string' ? cursorKey : '', 'base64url'),
  };
};
