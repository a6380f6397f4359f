/** The REST API of the template: its routes, their authorizer and function, and its gateway responses. */
import type {
  ApiDefinition,
  AuthorizerDefinition,
  GatewayResponseDefinition,
  MethodDefinition,
  RouteDefinition,
} from '../api-gateway/definition.ts';
import type { JsonReader } from '../json.ts';
import { ACCOUNT, REGION } from './names.ts';
import type { Stack } from './stack.ts';

/** The longest that API Gateway waits for an integration, unless the account's quota was raised. */
const DEFAULT_INTEGRATION_TIMEOUT_MS = 29_000;
const DEFAULT_TTL_SECONDS = 300;
const IDENTITY_HEADER = /^method\.request\.header\.(.+)$/;
const FUNCTION_OF_URI = /:function:([^:/]+)\/invocations$/;
const HEADER_PARAMETER = /^gatewayresponse\.header\.(.+)$/;

/** @throws Error when the API uses what the local server does not stand in for. */
export const apiDefinition = (stack: Stack): ApiDefinition => {
  const api = stack.sole('AWS::ApiGateway::RestApi');
  if (api.properties.has('MinimumCompressionSize')) throw new Error('API Gateway compresses nothing here');
  const served = routes(stack);
  const isKeyRequired = served.some(({ methods }) =>
    [...methods.values()].some(({ apiKeyRequired }) => apiKeyRequired),
  );
  if (isKeyRequired && api.properties.optionalString('ApiKeySourceType') !== 'AUTHORIZER')
    throw new Error('API keys that clients send are not served');
  return {
    accountId: ACCOUNT,
    region: REGION,
    apiId: api.ref,
    stage: stack.sole('AWS::ApiGateway::Stage').properties.string('StageName'),
    binaryMediaTypes: api.properties.list('BinaryMediaTypes').map(String),
    routes: served,
    gatewayResponses: new Map(
      stack
        .resources('AWS::ApiGateway::GatewayResponse')
        .map(({ properties }) => [properties.string('ResponseType'), gatewayResponse(properties)]),
    ),
  };
};

/** One route a resource that has methods. */
const routes = (stack: Stack): readonly RouteDefinition[] => {
  const authorizers = new Map(
    stack
      .resources('AWS::ApiGateway::Authorizer')
      .map((one) => [one.ref, authorizer(one.ref, one.properties)]),
  );
  const methods = stack.resources('AWS::ApiGateway::Method').map(({ properties }) => properties);
  const paths = resourcePaths(stack);
  return [...new Set(methods.map((method) => method.string('ResourceId')))].map((resourceId) => ({
    resourceId,
    // What is no resource of the template is the API's root.
    path: paths.get(resourceId) ?? '/',
    methods: new Map(
      methods
        .filter((method) => method.string('ResourceId') === resourceId)
        .map((method) => [method.string('HttpMethod'), methodDefinition(method, authorizers)]),
    ),
  }));
};

/** The full path of each `AWS::ApiGateway::Resource`, by its id. */
const resourcePaths = (stack: Stack): ReadonlyMap<string, string> => {
  const resources = new Map(
    stack.resources('AWS::ApiGateway::Resource').map(({ ref, properties }) => [ref, properties]),
  );
  const path = (id: string): string => {
    const resource = resources.get(id);
    return resource === undefined
      ? ''
      : `${path(resource.string('ParentId'))}/${resource.string('PathPart')}`;
  };
  return new Map([...resources.keys()].map((id) => [id, path(id)]));
};

const methodDefinition = (
  method: JsonReader,
  authorizers: ReadonlyMap<string, AuthorizerDefinition>,
): MethodDefinition => {
  const integration = method.object('Integration');
  if (integration.string('Type') !== 'AWS_PROXY')
    throw new Error('only Lambda proxy integrations are served');
  const authorization = method.optionalString('AuthorizationType') ?? 'NONE';
  if (authorization !== 'CUSTOM' && authorization !== 'NONE')
    throw new Error(`${authorization} is not served`);
  const id = authorization === 'CUSTOM' ? method.string('AuthorizerId') : undefined;
  const found = id === undefined ? undefined : authorizers.get(id);
  if (id !== undefined && found === undefined) throw new Error(`the template has no authorizer ${id}`);
  return {
    functionName: functionOf(integration.string('Uri')),
    timeoutMs: integration.number('TimeoutInMillis', DEFAULT_INTEGRATION_TIMEOUT_MS),
    authorizer: found,
    apiKeyRequired: method.boolean('ApiKeyRequired'),
  };
};

const authorizer = (id: string, properties: JsonReader): AuthorizerDefinition => {
  if (properties.string('Type') !== 'TOKEN') throw new Error('only TOKEN authorizers are served');
  const header = IDENTITY_HEADER.exec(properties.string('IdentitySource'))?.[1];
  if (header === undefined) throw new Error('the identity source of a TOKEN authorizer is a request header');
  const expression = properties.optionalString('IdentityValidationExpression');
  return {
    id,
    functionName: functionOf(properties.string('AuthorizerUri')),
    header,
    // API Gateway matches the whole token.
    expression: expression === undefined ? undefined : new RegExp(`^(?:${expression})$`),
    ttlSeconds: properties.number('AuthorizerResultTtlInSeconds', DEFAULT_TTL_SECONDS),
  };
};

const gatewayResponse = (properties: JsonReader): GatewayResponseDefinition => {
  const parameters = [...properties.object('ResponseParameters').strings()];
  return {
    status: properties.has('StatusCode') ? properties.number('StatusCode', 0) : undefined,
    headers: new Map(
      parameters.map(([parameter, value]) => [HEADER_PARAMETER.exec(parameter)?.[1] ?? parameter, value]),
    ),
    templates: properties.object('ResponseTemplates').strings(),
  };
};

const functionOf = (uri: string): string => {
  const name = FUNCTION_OF_URI.exec(uri)?.[1];
  if (name === undefined) throw new Error(`${uri} invokes no Lambda function`);
  return name;
};
