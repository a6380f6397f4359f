import { describe, expect, test } from '@jest/globals';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { paths } from '../../local/openapi/paths.ts';
import { FUNCTIONS } from './functions.ts';
import { type Properties, type Synthesized, synthesize } from './support.ts';

const stack = synthesize();
const TOKEN_PATH = '/oauth2/token';

/** The path of each method, with the function that it leads to. */
const routesOf = (from: Synthesized) => {
  const resources = new Map(
    from.all('AWS::ApiGateway::Resource').map(({ id, properties }) => [id, properties]),
  );
  const pathOf = (id: string | undefined): string => {
    const resource = id === undefined ? undefined : resources.get(id);
    return resource ? `${pathOf(resource.ParentId.Ref)}/${resource.PathPart}` : '';
  };
  return from.all('AWS::ApiGateway::Method').map(({ properties }) => {
    const uri = JSON.stringify(properties.Integration.Uri);
    const target = Object.entries(FUNCTIONS).find(([, prefix]) => uri.includes(`"${prefix}Function`));
    return { path: pathOf(properties.ResourceId.Ref) || '/', target: target?.[0], properties };
  });
};

describe('the routes', () => {
  test.each([
    ['/Users', 'users'],
    ['/Users/{proxy+}', 'users'],
    ['/Groups', 'groups'],
    ['/Groups/{proxy+}', 'groups'],
    ['/Bulk', 'bulk'],
    ['/Bulk/{proxy+}', 'bulk'],
    ['/.search', 'search'],
    ['/.search/{proxy+}', 'search'],
    ['/ServiceProviderConfig', 'discovery'],
    ['/ServiceProviderConfig/{proxy+}', 'discovery'],
    ['/ResourceTypes', 'discovery'],
    ['/ResourceTypes/{proxy+}', 'discovery'],
    ['/Schemas', 'discovery'],
    ['/Schemas/{proxy+}', 'discovery'],
    ['/Me', 'discovery'],
    ['/Me/{proxy+}', 'discovery'],
    ['/{proxy+}', 'discovery'],
  ])('%s leads to %s, and so it does below /v2', (path, target) => {
    const targets = new Map(routesOf(stack).map((route) => [route.path, route.target]));
    expect(targets.get(path)).toBe(target);
    expect(targets.get(`/v2${path}`)).toBe(target);
  });

  test('there are no others, but for the two base URLs themselves, which lead to search', () => {
    const routes = routesOf(stack);
    expect(routes).toHaveLength(2 * 17 + 2 + 5);
    const targets = new Map(routes.map((route) => [route.path, route.target]));
    expect([targets.get('/'), targets.get('/v2')]).toEqual(['search', 'search']);
  });

  test('each is in the OpenAPI document, save those that answer by errors only', () => {
    const documented = new Set(
      Object.keys(paths([USER, GROUP])).map((path) => path.replace(/(?<=\/[A-Z]\w*\/).*/, '{proxy+}')),
    );
    const errors = ['/', '/Bulk/', '/.search/', '/Me/', '/ServiceProviderConfig/'].map(
      (path) => `${path}{proxy+}`,
    );
    const served = routesOf(stack).map(({ path }) => path);
    expect([...documented, '/Me', ...errors].toSorted()).toEqual(
      served.filter((path) => !/^\/(?:v2|oauth2|\.well-known)/.test(path)).toSorted(),
    );
  });

  test('every one takes any method, behind the authorizer', () => {
    const authorizer = { Ref: stack.one('AWS::ApiGateway::Authorizer').id };
    for (const { path, properties } of routesOf(stack).filter(({ target }) => target !== 'oauth'))
      expect([path, properties]).toMatchObject([
        path,
        { HttpMethod: 'ANY', AuthorizationType: 'CUSTOM', AuthorizerId: authorizer },
      ]);
  });

  test('what leads to a token alone is open to anybody, since its callers have none yet', () => {
    const open = routesOf(stack).filter(({ properties }) => properties.AuthorizationType !== 'CUSTOM');
    expect(open.map(({ path, target, properties }) => [path, target, properties.HttpMethod])).toEqual([
      [`/v2${TOKEN_PATH}`, 'oauth', 'POST'],
      [`/v2${TOKEN_PATH}`, 'oauth', 'ANY'],
      [TOKEN_PATH, 'oauth', 'POST'],
      [TOKEN_PATH, 'oauth', 'ANY'],
      ['/.well-known/oauth-authorization-server', 'oauth', 'GET'],
    ]);
    for (const { properties } of open) {
      expect(properties.AuthorizationType).toBe('NONE');
      expect(properties).not.toHaveProperty('AuthorizerId');
    }
  });

  test('with a domain of its own, the metadata is where RFC 8414 looks for it, too', () => {
    const paths = routesOf(synthesize({ publicUrl: 'https://scim.example.com/scim' })).map(
      ({ path }) => path,
    );
    expect(paths).toContain('/oauth-authorization-server/{proxy+}');
    expect(routesOf(stack).map(({ path }) => path)).not.toContain('/oauth-authorization-server/{proxy+}');
  });

  test('every one hands the request over as it is, for up to 29 s', () => {
    for (const { properties } of routesOf(stack))
      expect(properties.Integration).toMatchObject({ Type: 'AWS_PROXY', TimeoutInMillis: 29_000 });
  });
});

describe('the API', () => {
  const { properties } = stack.one('AWS::ApiGateway::RestApi');

  test('is regional', () => {
    expect(properties.EndpointConfiguration).toEqual({ Types: ['REGIONAL'] });
  });

  test('speaks TLS 1.2 and 1.3 only', () => {
    expect(properties.SecurityPolicy).toBe('SecurityPolicy_TLS13_1_2_PQ_2025_09');
    expect(properties.EndpointAccessMode).toBe('BASIC');
  });

  test('has the name of the stack, so that its metrics are its own', () => {
    expect(properties.Name).toBe('ScimOnAws');
    expect(synthesize({ stackName: 'Staging' }).one('AWS::ApiGateway::RestApi').properties.Name).toBe(
      'Staging',
    );
  });

  test('hands the bytes of every body on, and leaves compression to the functions', () => {
    expect(properties.BinaryMediaTypes).toEqual(['*/*']);
    expect(properties).not.toHaveProperty('MinimumCompressionSize');
  });

  test('converts no body in an integration', () => {
    for (const { properties: method } of stack.all('AWS::ApiGateway::Method'))
      expect(method.Integration).not.toHaveProperty('ContentHandling');
  });
});

describe('the stage', () => {
  const { properties } = stack.one('AWS::ApiGateway::Stage');
  const [settings, ...others] = properties.MethodSettings;

  test('is named scim, so that the address ends in /scim', () => {
    expect(properties.StageName).toBe('scim');
  });

  test('has settings for all methods alike, and a lower rate where anybody may ask', () => {
    expect(settings).toMatchObject({ HttpMethod: '*', ResourcePath: '/*' });
    const limited = (from: Synthesized) =>
      from
        .one('AWS::ApiGateway::Stage')
        .properties.MethodSettings.slice(1)
        .map(({ HttpMethod, ResourcePath }: Properties) => `${HttpMethod} ${ResourcePath}`);
    const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
    const open = [
      ...['/~1oauth2~1token', '/~1v2~1oauth2~1token'].flatMap((path) =>
        methods.map((method) => `${method} ${path}`),
      ),
      'GET /~1.well-known~1oauth-authorization-server',
    ];
    expect(limited(stack)).toEqual(open);
    expect(limited(synthesize({ publicUrl: 'https://scim.example.com/scim' }))).toEqual([
      ...open,
      'GET /~1oauth-authorization-server~1{proxy+}',
    ]);
    for (const other of others)
      expect(other).toMatchObject({
        ThrottlingRateLimit: 20,
        ThrottlingBurstLimit: 40,
        DataTraceEnabled: false,
      });
  });

  test('logs no bodies and no paths', () => {
    expect(settings).toMatchObject({ DataTraceEnabled: false, LoggingLevel: 'OFF' });
  });

  test('leaves out the metrics of each method, which are billed one by one', () => {
    expect(settings.MetricsEnabled).toBe(false);
  });

  test('throttles as the settings say', () => {
    expect(settings).toMatchObject({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1_000 });
    const other = synthesize({ requestsPerSecond: 50, requestBurst: 100 }).one('AWS::ApiGateway::Stage');
    expect(other.properties.MethodSettings[0]).toMatchObject({
      ThrottlingRateLimit: 50,
      ThrottlingBurstLimit: 100,
    });
  });
});

describe('the access log', () => {
  const { AccessLogSetting } = stack.one('AWS::ApiGateway::Stage').properties;
  const fields: Record<string, string> = JSON.parse(AccessLogSetting.Format);

  test('is one JSON object a request, in a log group of its own', () => {
    const log = stack.one('AWS::Logs::LogGroup', 'ApiAccessLog');
    expect(JSON.stringify(AccessLogSetting.DestinationArn)).toContain(log.id);
    expect(log.properties.RetentionInDays).toBe(365);
    expect(log.deletionPolicy).toBe('Retain');
  });

  test('tells who asked for what, how it ended and how long it took', () => {
    expect(fields).toMatchObject({
      requestId: '$context.requestId',
      tenant: '$context.authorizer.tenantId',
      token: '$context.authorizer.tokenId',
      sourceIp: '$context.identity.sourceIp',
      method: '$context.httpMethod',
      resource: '$context.resourcePath',
      status: '$context.status',
      latencyMs: '$context.responseLatency',
      integrationError: '$context.integrationErrorMessage',
      gatewayResponse: '$context.error.responseType',
    });
  });

  test('holds nothing that the client wrote: no path, no query, no header, no message that quotes one', () => {
    const written = ['path', 'error.message', 'error.messageString', 'identity.userAgent', 'requestOverride'];
    for (const variable of written) expect(Object.values(fields)).not.toContain(`$context.${variable}`);
    expect(AccessLogSetting.Format).not.toMatch(
      /\$context\.(path\b|requestOverride|error\.message|identity\.user)/,
    );
  });
});

test('nothing logs what the authorizer hands on, save tenant and token', () => {
  const { AccessLogSetting, MethodSettings } = stack.one('AWS::ApiGateway::Stage').properties;
  expect(AccessLogSetting.Format.match(/\$context\.authorizer\.[^"]*/g)).toEqual([
    '$context.authorizer.tenantId',
    '$context.authorizer.tokenId',
    // API Gateway's own.
    '$context.authorizer.status',
    '$context.authorizer.latency',
  ]);
  for (const { DataTraceEnabled } of MethodSettings) expect(DataTraceEnabled).toBe(false);
});

describe('the role that API Gateway logs with', () => {
  test('is made before the stage that needs it, and stays for the other APIs of the account', () => {
    const account = stack.one('AWS::ApiGateway::Account');
    const role = stack.one('AWS::IAM::Role', 'ApiLogRole');
    expect(account.properties.CloudWatchRoleArn).toEqual({ 'Fn::GetAtt': [role.id, 'Arn'] });
    expect(stack.one('AWS::ApiGateway::Stage').dependsOn).toContain(account.id);
    for (const { deletionPolicy, updateReplacePolicy } of [account, role])
      expect([deletionPolicy, updateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  test('stays too when other data does not', () => {
    expect(synthesize({ retainData: false }).one('AWS::ApiGateway::Account').deletionPolicy).toBe('Retain');
  });

  test('is left as it is where the account has one', () => {
    const other = synthesize({ apiGatewayLogRole: 'existing' });
    expect(other.all('AWS::ApiGateway::Account')).toEqual([]);
    expect(other.resources.filter(({ id }) => id.startsWith('ApiLogRole'))).toEqual([]);
  });
});
