/** A small stack with one of everything that the local server stands in for; entry file of a CDK app. */
import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, ResponseType, RestApi, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';

const app = new App({ analyticsReporting: false });
const stack = new Stack(app, 'Sample');

const table = new Table(stack, 'Table', {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  stream: StreamViewType.NEW_AND_OLD_IMAGES,
  timeToLiveAttribute: 'ttl',
});
const secret = new Secret(stack, 'Secret', {
  generateSecretString: {
    secretStringTemplate: '{"current":"v1"}',
    generateStringKey: 'v1',
    passwordLength: 40,
    excludePunctuation: true,
  },
});

const code = Code.fromAsset(join(import.meta.dirname, 'functions'));
const sampleFunction = (id: string, handler: string, timeout: Duration) =>
  new LambdaFunction(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    code,
    handler,
    timeout,
    memorySize: 256,
    environment: { TABLE_NAME: table.tableName, SECRET_ARN: secret.secretArn },
  });
const echo = sampleFunction('Echo', 'echo.handler', Duration.seconds(20));
const guard = sampleFunction('Guard', 'guard.handler', Duration.seconds(1));

const api = new RestApi(stack, 'Api', {
  deployOptions: { stageName: 'scim' },
  endpointExportName: 'TenantUrl',
  defaultMethodOptions: {
    authorizer: new TokenAuthorizer(stack, 'Authorizer', {
      handler: guard,
      validationRegex: '[Bb]earer [a-z]+',
      resultsCacheTtl: Duration.seconds(60),
    }),
  },
});
new Rule(stack, 'Rule', {
  schedule: Schedule.rate(Duration.hours(2)),
  targets: [new FunctionTarget(echo, { event: RuleTargetInput.fromObject({ hello: 'there' }) })],
});
const integration = new LambdaIntegration(echo, {
  scopePermissionToMethod: false,
  timeout: Duration.seconds(2),
});
const users = api.root.addResource('Users');
users.addMethod('ANY', integration);
users.addResource('{proxy+}').addMethod('ANY', integration);
api.root.addResource('Schemas').addMethod('GET', integration);

api.addGatewayResponse('Unauthorized', {
  type: ResponseType.UNAUTHORIZED,
  responseHeaders: { 'WWW-Authenticate': "'Bearer'", 'Content-Type': "'application/scim+json'" },
  templates: { 'application/json': '{"status":"401","request":"$context.requestId"}' },
});
api.addGatewayResponse('NoSuchRoute', { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, statusCode: '404' });

new CfnOutput(stack, 'AdminFunctionName', { value: echo.functionName });
new CfnOutput(stack, 'MaintenanceFunctionName', { value: echo.functionName });
new CfnOutput(stack, 'WarningsFunctionName', { value: echo.functionName });
