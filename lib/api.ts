import { Duration, Validations } from 'aws-cdk-lib';
import {
  ApiKeySourceType,
  AuthorizationType,
  CfnMethod,
  CfnRestApi,
  EndpointType,
  type IAuthorizer,
  type IResource,
  LambdaIntegration,
  LogGroupLogDestination,
  type Method,
  MethodLoggingLevel,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ACCESS_LOG_FORMAT } from './access-log.ts';
import { ApiGatewayLogRole } from './api-gateway-log-role.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { logRetention } from './retention.ts';
import type { ScimFunction } from './scim-function.ts';
import type { Settings } from './settings.ts';

export interface ApiProps {
  readonly users: ScimFunction;
  readonly groups: ScimFunction;
  readonly bulk: ScimFunction;
  /** Answers queries over all resource types. */
  readonly search: ScimFunction;
  readonly discovery: ScimFunction;
  /** The token endpoint. */
  readonly oauth: ScimFunction;
  readonly authorizer: IAuthorizer;
  readonly settings: Settings;
}

/** The stage is a part of the address, which therefore ends as a SCIM base URL should. */
const STAGE = 'scim';

const DISCOVERY_ENDPOINTS = ['ServiceProviderConfig', 'ResourceTypes', 'Schemas', 'Me'];

/** The REST API: every path leads to a function, behind the authorizer. */
export class Api extends Construct {
  readonly restApi: RestApi;
  /** The base URL, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { authorizer, settings } = props;
    const accessLog = new LogGroup(this, 'AccessLog', logRetention(settings));

    this.restApi = new RestApi(this, 'RestApi', {
      // Metrics go by this name, so two stacks must not share it.
      restApiName: settings.stackName,
      description: 'SCIM 2.0 provisioning',
      endpointTypes: [EndpointType.REGIONAL],
      // Bodies pass as bytes, in base64: as text, what is no UTF-8 would be altered, and no answer be in gzip.
      binaryMediaTypes: ['*/*'],
      cloudWatchRole: false,
      // Requests are counted by keys that the authorizer names; who sends one has no say in it.
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      defaultMethodOptions: {
        authorizer,
        authorizationType: AuthorizationType.CUSTOM,
        apiKeyRequired: true,
      },
      deployOptions: {
        stageName: STAGE,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: ACCESS_LOG_FORMAT,
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        // The metrics of the whole stage are free; those of each method would be billed one by one.
        metricsEnabled: false,
        throttlingRateLimit: settings.requestsPerSecond,
        throttlingBurstLimit: settings.requestBurst,
        methodOptions: {
          ...Object.fromEntries(
            TOKEN_PATHS.flatMap((path) =>
              // API Gateway knows no settings of ANY.
              METHODS.map((method) => [`${path}/${method}`, OPEN_THROTTLING]),
            ),
          ),
          [`${METADATA_PATH}/GET`]: OPEN_THROTTLING,
          ...(settings.publicUrl !== undefined && { [`${MAPPED_METADATA_PATH}/GET`]: OPEN_THROTTLING }),
        },
      },
    });
    this.url = settings.publicUrl ?? this.restApi.url.replace(/\/$/, '');
    // An output that knows nothing of a custom domain; the stack has one that does.
    this.restApi.node.tryRemoveChild('Endpoint');
    refuseOldTls(this.restApi);

    if (settings.apiGatewayLogRole === 'create') {
      const role = new ApiGatewayLogRole(this, 'LogRole');
      this.restApi.deploymentStage.node.addDependency(role);
    }
    addGatewayResponses(this.restApi);

    this.route(this.restApi.root, props);
    this.route(this.restApi.root.addResource('v2'), props);
    this.routeTokens(props);
    this.acknowledge();
  }

  /**
   * The endpoints below a base URL. What is none of them goes to a function too, for a 404: API Gateway itself
   * would take its Authorization header for a malformed AWS signature.
   */
  private route(base: IResource, { users, groups, bulk, search, discovery }: ApiProps): void {
    base.addMethod('ANY', integration(search));
    base.addResource(ANYTHING).addMethod('ANY', integration(discovery));
    serve(base.addResource('Users'), users);
    serve(base.addResource('Groups'), groups);
    serve(base.addResource('Bulk'), bulk);
    serve(base.addResource('.search'), search);
    for (const endpoint of DISCOVERY_ENDPOINTS) serve(base.addResource(endpoint), discovery);
  }

  /** Where whoever has no token yet gets one, and finds out how: no authorizer stands before it. */
  private routeTokens({ oauth, settings }: ApiProps): void {
    const target = integration(oauth);
    const open = (path: string, ...methods: readonly string[]) => {
      const resource = this.restApi.root.resourceForPath(path);
      for (const method of methods) acknowledgeOpen(withoutAuthorizer(resource.addMethod(method, target)));
    };
    // POST by itself, since what is set for a method is set by its name; whoever uses another one is told so.
    for (const path of TOKEN_PATHS) open(path, 'POST', 'ANY');
    open(METADATA_PATH, 'GET');
    // Of a custom domain, `/.well-known/…/scim` can be mapped here: that is where RFC 8414 §3 looks.
    if (settings.publicUrl !== undefined) open(MAPPED_METADATA_PATH, 'GET');
  }

  private acknowledge(): void {
    Validations.of(this.restApi).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-APIG2',
        reason:
          'API Gateway cannot validate a request by SCIM schemas, nor answer with a scimType; the functions ' +
          'validate every header, parameter and body.',
      },
      {
        id: 'AwsSolutions::AwsSolutions-APIG3',
        reason:
          'A web ACL is the choice of whoever deploys: the managed rules refuse requests without User-Agent ' +
          'and bodies over 8 KB, both of which Entra ID sends.',
      },
      {
        id: 'AwsSolutions::AwsSolutions-APIG6',
        reason:
          'The access log tells of every request. Execution logs can hold request parameters, and with them ' +
          'names of people, in a log group that API Gateway makes and no stack controls.',
      },
      {
        id: 'AwsSolutions::AwsSolutions-COG4',
        reason:
          'Provisioners authenticate with bearer tokens, which a Lambda authorizer checks on every method.',
      },
    );
  }
}

/** Every path below another one. */
const ANYTHING = '{proxy+}';

/** Of the token endpoint, below each base URL. */
const TOKEN_PATHS = ['/oauth2/token', '/v2/oauth2/token'];
const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** What a client can find out about it by itself. */
const METADATA_PATH = '/.well-known/oauth-authorization-server';
/** The same, where the `.well-known` of a custom domain is mapped to the stage. */
const MAPPED_METADATA_PATH = `/oauth-authorization-server/${ANYTHING}`;

/** Clients come once an hour, so this many a second are thousands of them, and guessers are not. */
const OPEN_THROTTLING = { throttlingRateLimit: 20, throttlingBurstLimit: 40 };

/** Leads a path, and every path below it, to a function, whatever the method; that is for the function to judge. */
function serve(resource: IResource, handler: ScimFunction): void {
  const target = integration(handler);
  resource.addMethod('ANY', target);
  resource.addResource(ANYTHING).addMethod('ANY', target);
}

function integration({ function: handler }: ScimFunction): LambdaIntegration {
  // One permission a function: one a method would outgrow the 20 KB that its resource policy may have.
  return new LambdaIntegration(handler, { scopePermissionToMethod: false, timeout: Duration.seconds(29) });
}

/** The API's default cannot be taken back where a method is made. */
function withoutAuthorizer(method: Method): Method {
  const { defaultChild } = method.node;
  if (!CfnMethod.isCfnMethod(defaultChild)) throw new Error('a method is one of CloudFormation’s');
  defaultChild.authorizationType = AuthorizationType.NONE;
  defaultChild.apiKeyRequired = false;
  defaultChild.addPropertyDeletionOverride('AuthorizerId');
  return method;
}

function acknowledgeOpen(method: Method): void {
  Validations.of(method).acknowledge({
    id: 'AwsSolutions::AwsSolutions-APIG4',
    reason:
      'Whoever comes here has no token yet: the function checks the credentials of the client, or tells nothing secret.',
  });
}

/** Without a policy, a regional endpoint accepts TLS 1.0. */
function refuseOldTls(restApi: RestApi): void {
  const { defaultChild } = restApi.node;
  if (!CfnRestApi.isCfnRestApi(defaultChild)) return;
  defaultChild.securityPolicy = SecurityPolicy.TLS13_1_2_PQ_2025_09;
  defaultChild.endpointAccessMode = 'BASIC';
}
