import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent, Context } from 'aws-lambda';
import type { authenticator, Decision, Principal } from './authenticate.ts';
import { describeFailure } from './failure.ts';

interface Dependencies {
  readonly authenticate: ReturnType<typeof authenticator>;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly metrics: Pick<Metrics, 'addMetric' | 'publishStoredMetrics'>;
}

/**
 * The TOKEN authorizer. API Gateway answers 401 to an error of exactly the message `Unauthorized`, and 500 to
 * any other: a provisioner that meets a 401 stops for a day, so our own trouble must never look like one.
 */
export const authorizer =
  ({ authenticate, logger, metrics }: Dependencies) =>
  async (
    event: APIGatewayTokenAuthorizerEvent,
    context: Pick<Context, 'awsRequestId'>,
  ): Promise<APIGatewayAuthorizerResult> => {
    const decision = await authenticate(event.authorizationToken, context.awsRequestId).catch((error) => {
      metrics.addMetric('AuthorizerFailure', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
      logger.error('authorizer failure', { failure: describeFailure(error) });
      // Without a cause: the runtime logs whatever is thrown, and all that hangs on it.
      throw new Error('The authorizer could not decide');
    });

    logger.info('authorization', { audit: { ...auditOf(decision), request: context.awsRequestId } });
    if (decision.kind === 'refused') throw new Error('Unauthorized');
    if (typeof decision.rehash === 'object')
      logger.warn('rehash failure', { failure: describeFailure(decision.rehash.failure) });
    if (typeof decision.use === 'object')
      logger.warn('last use failure', { failure: describeFailure(decision.use.failure) });
    return allow(decision.principal, event.methodArn);
  };

/** Who was let in, or why not. */
const auditOf = (decision: Decision) => {
  if (decision.kind === 'refused') {
    const { kind: outcome, reason, tenantId: tenant, tokenId: token, accessId: access } = decision;
    return { outcome, reason, tenant, token, access };
  }
  const { tenantId: tenant, tokenId: token, accessId: access } = decision.principal;
  const rehash = decision.rehash && (decision.rehash === 'done' ? 'done' : 'failed');
  return { outcome: decision.kind, tenant, token, access, rehash };
};

/**
 * Allows the whole stage: API Gateway keeps the answer for the token, whatever path the next request takes.
 * What a token may do there is in `scopes`, for the handlers to enforce.
 */
const allow = (principal: Principal, methodArn: string): APIGatewayAuthorizerResult => {
  const [api = '', stage = ''] = methodArn.split('/', 2);
  const { tenantId, tokenId, accessId, scopes, groupNames, cursorKey, apiKey } = principal;
  return {
    principalId: tokenId,
    usageIdentifierKey: apiKey,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${api}/${stage}/*` }],
    },
    context: {
      tenantId,
      tokenId,
      ...(accessId !== undefined && { accessId }),
      scopes: scopes.join(' '),
      groupNames,
      cursorKey,
    },
  };
};
