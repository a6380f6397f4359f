/** One request through the API: route, authorizer, function, answer. */
import { MAX_REQUEST_BYTES, type Outcome } from '../lambda/function.ts';
import type { Invoke } from '../lambda/service.ts';
import type { UsagePlans } from '../usage-plans.ts';
import { tokenAuthorizers } from './authorizer.ts';
import { isBinaryAnswer } from './binary.ts';
import type { ApiDefinition, MethodDefinition } from './definition.ts';
import { proxyEvent } from './event.ts';
import { GatewayFailure } from './failure.ts';
import { gatewayResponse } from './gateway-response.ts';
import { type GatewayAnswer, type GatewayRequest, headerOf } from './message.ts';
import { proxyAnswer } from './proxy-response.ts';
import { type RouteMatch, router } from './route.ts';

export interface Gateway {
  readonly answer: (request: GatewayRequest) => Promise<GatewayAnswer>;
  /** The answer to a request that failed before all of it was read. */
  readonly refuse: (request: GatewayRequest, failure: GatewayFailure) => GatewayAnswer;
}

export interface GatewayDependencies {
  readonly invoke: Invoke;
  readonly usagePlans: Pick<UsagePlans, 'admit'>;
  /** Epoch milliseconds, for the authorizer's cache. */
  readonly now?: () => number;
}

export const gateway = (
  api: ApiDefinition,
  { invoke, usagePlans, now = Date.now }: GatewayDependencies,
): Gateway => {
  const findRoute = router(api.routes);
  const authorizers = tokenAuthorizers(invoke, now);

  const integrate = async (
    request: GatewayRequest,
    path: string,
    match: RouteMatch,
  ): Promise<GatewayAnswer> => {
    const { authorizer } = match.method;
    const methodArn = `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}/${api.stage}/${request.method}${path}`;
    const authorized =
      authorizer &&
      (await authorizers.authorize(authorizer, headerOf(request.headers, authorizer.header), methodArn));
    if (match.method.apiKeyRequired) count(authorized?.apiKey);
    const event = JSON.stringify(proxyEvent(api, request, path, match, authorized?.context));
    if (Buffer.byteLength(event) > MAX_REQUEST_BYTES) throw tooLarge();
    const decodes = isBinaryAnswer(api.binaryMediaTypes, request.headers);
    return proxyAnswer(await integration(match.method, event), decodes);
  };

  const count = (apiKey: string | undefined): void => {
    const admission = usagePlans.admit(apiKey);
    if (admission === 'unknown') throw new GatewayFailure('INVALID_API_KEY', 'Forbidden');
    if (admission === 'refused') throw new GatewayFailure('THROTTLED', 'Too Many Requests');
  };

  const integration = async (
    { functionName, timeoutMs }: MethodDefinition,
    event: string,
  ): Promise<Outcome> => {
    const invocation = invoke(functionName, event);
    if (invocation === undefined) throw new GatewayFailure('INTEGRATION_FAILURE', 'Internal server error');
    const { promise: timeout, reject } = Promise.withResolvers<never>();
    const expired = new GatewayFailure('INTEGRATION_TIMEOUT', 'Endpoint request timed out');
    const timer = setTimeout(() => reject(expired), timeoutMs);
    try {
      return await Promise.race([invocation, timeout]);
    } finally {
      clearTimeout(timer);
    }
  };

  const refuse: Gateway['refuse'] = (request, failure) =>
    withRequestId(request, gatewayResponse(api.gatewayResponses, failure, request));

  return {
    refuse,
    answer: async (request) => {
      const path = pathInStage(request.path, api.stage);
      // No API is meant, so no gateway response of one applies.
      if (path === undefined) return withRequestId(request, FORBIDDEN);
      try {
        const match = findRoute(request.method, path);
        if (match === undefined) {
          throw new GatewayFailure('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
        }
        return withRequestId(request, await integrate(request, path, match));
      } catch (error) {
        if (error instanceof GatewayFailure) return refuse(request, error);
        throw error;
      }
    },
  };
};

/** Past API Gateway's own limit of 10 MB, and past Lambda's of 6 MB for an event. */
export const tooLarge = (): GatewayFailure => new GatewayFailure('REQUEST_TOO_LARGE', 'Request Too Long');

const FORBIDDEN: GatewayAnswer = {
  status: 403,
  headers: [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'ForbiddenException'],
  ],
  body: '{"message":"Forbidden"}',
};

/** `/scim/Users/` → `/Users/`, `/scim` → `/`; undefined for another stage. */
const pathInStage = (path: string, stage: string): string | undefined => {
  const prefix = `/${stage}`;
  if (path === prefix) return '/';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
};

const withRequestId = (request: GatewayRequest, answer: GatewayAnswer): GatewayAnswer => ({
  ...answer,
  headers: [...answer.headers, ['x-amzn-RequestId', request.id]],
});
