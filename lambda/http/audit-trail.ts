import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Internal, Middleware } from './middleware.ts';
import type { ScimResponse } from './request.ts';

// At INFO whatever LOG_LEVEL is: the trail is complete, or it is none.
const logger = new Logger({ serviceName: 'scim', logLevel: 'INFO' });

/**
 * Exactly one audit line a request, whatever becomes of it: who did what to which resource of which tenant,
 * and how it ended. Identifiers only; a name, a filter or a detail may be personal and is not logged.
 */
export const auditTrail = (): Middleware => ({
  before: ({ event, internal }) => {
    if ('requestContext' in event) internal.event = event;
    internal.startedAt = performance.now();
  },
  after: ({ internal, response }) => record(internal, response),
  onError: ({ internal, response }) => record(internal, response),
});

type Answer = { readonly statusCode: number; readonly headers?: unknown } | ScimResponse | null | undefined;

const record = ({ event, startedAt, request, failure }: Internal, answer: Answer): void => {
  const { authorizer, requestId, identity, resourcePath } = event?.requestContext ?? {};
  logger.info('scim request', {
    audit: {
      tenant: authorizer?.['tenantId'],
      token: authorizer?.['tokenId'],
      request: requestId,
      ip: identity?.sourceIp,
      dialect: request?.by.dialect,
      method: event?.httpMethod,
      resource: resourcePath,
      id: event && resourceId(event, answer),
      status: answer && 'statusCode' in answer ? answer.statusCode : undefined,
      scimType: failure?.scimType,
      milliseconds: startedAt === undefined ? undefined : Math.round(performance.now() - startedAt),
    },
  });
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The resource's id, from the path or, of a new one, from its Location; never what else a path may hold. */
const resourceId = ({ pathParameters }: APIGatewayProxyEvent, answer: Answer): string | undefined => {
  const headers: unknown = answer?.headers;
  const location = typeof headers === 'object' && headers && 'Location' in headers ? headers.Location : '';
  const id = pathParameters?.['proxy'] ?? String(location).split('/').at(-1);
  return id !== undefined && UUID.test(id) ? id : undefined;
};
