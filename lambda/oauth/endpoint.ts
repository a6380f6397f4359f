import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { describeFailure } from '../tenancy/failure.ts';
import {
  invalidClient,
  invalidRequest,
  methodNotAllowed,
  OAuthError,
  serverError,
  temporarilyUnavailable,
} from './error.ts';
import { type Dependencies, exchange, type Subject } from './exchange.ts';
import { KeysUnavailable } from './jwks.ts';
import { tokenRequest } from './token-request.ts';

interface Surroundings extends Dependencies {
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Below each base URL. */
export const TOKEN_PATH = '/oauth2/token';

const MOST_BYTES = 16_384;
const FORM = /^application\/x-www-form-urlencoded *(?:;|$)/i;

/** What the audit line of a request says; ids only. */
interface Trail extends Subject {
  readonly outcome: 'issued' | 'refused' | 'failed';
  readonly reason?: string;
  readonly method?: string;
  readonly accessId?: string;
}

/**
 * `POST /oauth2/token` (RFC 6749 §3.2). Anybody may ask, so each request is bounded, and leaves one audit line, whatever
 * becomes of it.
 */
export const tokenEndpoint =
  ({ logger, ...dependencies }: Surroundings) =>
  async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const { requestId, identity } = event.requestContext;
    const [result, trail] = await answer(dependencies, event, logger).catch((error: unknown) =>
      failed(error, requestId, logger),
    );
    const { outcome, reason, method, clientId, tenantId, credential, accessId } = trail;
    logger.info('token request', {
      audit: {
        outcome,
        reason,
        method,
        tenant: tenantId,
        client: clientId,
        credential,
        access: accessId,
        status: result.statusCode,
        request: requestId,
        ip: identity.sourceIp,
      },
    });
    return result;
  };

type Answer = readonly [APIGatewayProxyResult, Trail];

const answer = async (
  dependencies: Dependencies,
  event: APIGatewayProxyEvent,
  logger: Surroundings['logger'],
): Promise<Answer> => {
  if (event.httpMethod !== 'POST') throw methodNotAllowed();
  const request = tokenRequest(formIn(event), headerOf(event, 'authorization'));
  const { method } = request.authentication;
  const { requestId } = event.requestContext;
  const exchanged = await exchange(dependencies, request, requestId);
  if (exchanged.kind === 'failed') {
    const [result, trail] = failed(exchanged.error, requestId, logger);
    return [result, { ...trail, method, ...exchanged.subject }];
  }
  if (exchanged.kind === 'refused') {
    const { reason, subject } = exchanged;
    return [errorResult(invalidClient()), { outcome: 'refused', reason, method, ...subject }];
  }
  const { text, token, failure } = exchanged;
  if (failure !== undefined) logger.warn('aside failure', { failure: describeFailure(failure) });
  const { clientId, tenant: tenantId, credential, accessId } = token;
  return [
    json(200, {
      access_token: text,
      token_type: 'Bearer',
      expires_in: Math.floor((Date.parse(token.expires) - Date.parse(token.issued)) / 1_000),
      scope: token.scopes.join(' '),
    }),
    { outcome: 'issued', method, clientId, tenantId, credential, accessId },
  ];
};

const failed = (error: unknown, requestId: string, logger: Surroundings['logger']): Answer => {
  if (error instanceof OAuthError) return [errorResult(error), { outcome: 'refused', reason: error.code }];
  logger.error('token failure', { failure: describeFailure(error) });
  const outage =
    error instanceof KeysUnavailable
      ? temporarilyUnavailable('the keys of the issuer cannot be reached')
      : serverError(requestId);
  return [errorResult(outage), { outcome: 'failed', reason: outage.code }];
};

/** @throws OAuthError invalid_request */
const formIn = (event: APIGatewayProxyEvent): string => {
  const type = headerOf(event, 'content-type') ?? '';
  if (!FORM.test(type)) throw invalidRequest('the body has to be application/x-www-form-urlencoded');
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > MOST_BYTES) throw invalidRequest(`the body may have at most ${MOST_BYTES} bytes`, 413);
  return body.toString('utf8');
};

/** By its name in lower case. */
const headerOf = ({ multiValueHeaders }: APIGatewayProxyEvent, wanted: string): string | undefined => {
  const found = Object.entries(multiValueHeaders ?? {}).find(([name]) => name.toLowerCase() === wanted);
  return found?.[1]?.join(', ');
};

const errorResult = ({ status, code, message, headers }: OAuthError): APIGatewayProxyResult =>
  json(status, { error: code, error_description: message }, headers);

/** No answer is kept by anybody on its way (RFC 6749 §5.1). */
const json = (
  statusCode: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyResult => ({
  statusCode,
  headers: {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    Pragma: 'no-cache',
    ...headers,
  },
  body: JSON.stringify(body),
});
