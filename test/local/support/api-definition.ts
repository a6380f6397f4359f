import type {
  ApiDefinition,
  AuthorizerDefinition,
  GatewayResponseDefinition,
  MethodDefinition,
  RouteDefinition,
} from '../../../local/api-gateway/definition.ts';

export const authorizerDefinition = (
  overrides: Partial<AuthorizerDefinition> = {},
): AuthorizerDefinition => ({
  id: 'authorizer',
  functionName: 'guard',
  header: 'Authorization',
  expression: /^Bearer [a-z]+$/,
  ttlSeconds: 60,
  ...overrides,
});

export const methodDefinition = (overrides: Partial<MethodDefinition> = {}): MethodDefinition => ({
  functionName: 'echo',
  timeoutMs: 1_000,
  authorizer: authorizerDefinition(),
  apiKeyRequired: false,
  ...overrides,
});

export const routeDefinition = (
  path: string,
  methods: Readonly<Record<string, MethodDefinition>> = { ANY: methodDefinition() },
): RouteDefinition => ({ resourceId: path, path, methods: new Map(Object.entries(methods)) });

export const gatewayResponseDefinition = (
  overrides: Partial<GatewayResponseDefinition> = {},
): GatewayResponseDefinition => ({
  status: undefined,
  headers: new Map(),
  templates: new Map(),
  ...overrides,
});

export const apiDefinition = (overrides: Partial<ApiDefinition> = {}): ApiDefinition => ({
  accountId: '123456789012',
  region: 'us-east-1',
  apiId: 'local',
  stage: 'scim',
  binaryMediaTypes: [],
  routes: [routeDefinition('/Users'), routeDefinition('/Users/{proxy+}')],
  gatewayResponses: new Map(),
  ...overrides,
});
