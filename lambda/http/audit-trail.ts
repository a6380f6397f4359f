import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { TrailEntry } from '../service/bulk/trail.ts';
import type { Internal, Middleware } from './middleware.ts';
import type { ScimRequest, ScimResponse } from './request.ts';

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

/**
 * One audit line for each thing that is done of a bulk request, as it ends, so that what was done is told even where
 * the request itself is cut short: like the line of a request, with its place among the operations.
 */
export const operationTrail =
  ({ caller, by }: ScimRequest) =>
  ({ place, method, type, id, status, failure, milliseconds }: TrailEntry): void => {
    logger.info('scim operation', {
      audit: {
        tenant: caller.tenantId,
        token: caller.tokenId,
        access: caller.accessId,
        request: by.requestId,
        ip: by.sourceIp,
        dialect: by.dialect,
        operation: place,
        method,
        resource: type && `/${type}s`,
        id: uuid(id),
        status,
        scimType: failure?.scimType,
        milliseconds: Math.round(milliseconds),
      },
    });
  };

type Answer = { readonly statusCode: number; readonly headers?: unknown } | ScimResponse | null | undefined;

const record = ({ event, startedAt, request, failure }: Internal, answer: Answer): void => {
  const { authorizer, requestId, identity, resourcePath } = event?.requestContext ?? {};
  logger.info('scim request', {
    audit: {
      tenant: authorizer?.['tenantId'],
      token: authorizer?.['tokenId'],
      access: authorizer?.['accessId'],
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
  return uuid(pathParameters?.['proxy'] ?? String(location).split('/').at(-1));
};

const uuid = (id: string | undefined): string | undefined =>
  id !== undefined && UUID.test(id) ? id : undefined;
