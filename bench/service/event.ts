import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ApiDefinition, MethodDefinition } from '../../local/api-gateway/definition.ts';
import { proxyEvent } from '../../local/api-gateway/event.ts';
import type { BenchRequest } from './requests.ts';

const API: ApiDefinition = {
  accountId: '123456789012',
  region: 'us-east-1',
  apiId: 'a1b2c3d4e5',
  stage: 'scim',
  binaryMediaTypes: ['*/*'],
  routes: [],
  gatewayResponses: new Map(),
};
const METHOD: MethodDefinition = {
  functionName: 'bench',
  timeoutMs: 29_000,
  authorizer: undefined,
  apiKeyRequired: false,
};

/** The event that a function gets of a request, from API Gateway and the authorizer. */
export const eventOf = (tenant: string, { method, path, body }: BenchRequest): APIGatewayProxyEvent => {
  const [route = '', query = ''] = path.split('?');
  const [, resource = '', id] = route.split('/');
  const request = {
    id: randomUUID(),
    receivedAt: Date.now(),
    method,
    path: `/scim${route}`,
    query,
    headers: [
      ['Host', 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com'],
      ['Authorization', 'Bearer scim_…'],
      ['Content-Type', 'application/scim+json; charset=utf-8'],
    ] as const,
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    sourceIp: '20.190.137.98',
    port: 443,
  };
  const match = {
    route: {
      resourceId: 'r1',
      path: id === undefined ? `/${resource}` : `/${resource}/{proxy+}`,
      methods: new Map(),
    },
    method: METHOD,
    pathParameters: new Map(id === undefined ? [] : [['proxy', id]]),
  };
  return proxyEvent(API, request, route, match, {
    principalId: 't1',
    tenantId: tenant,
    tokenId: 'k7Qm2Xb9Zr4T',
    scopes: 'provision read',
    groupNames: 'unique',
    cursorKey: Buffer.alloc(32).toString('base64url'),
  });
};
