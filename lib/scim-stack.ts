import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Api } from './api.ts';
import { Credentials } from './credentials.ts';
import { Maintenance } from './maintenance.ts';
import { OAuth } from './oauth.ts';
import { RateLimits } from './rate-limits.ts';
import { ScimFunction } from './scim-function.ts';
import type { Settings } from './settings.ts';
import { Storage } from './storage.ts';
import { Warnings } from './warnings.ts';

/** The service: a table, the credentials that open it, a function for each kind of resource, and the API. */
export class ScimStack extends Stack {
  constructor(scope: Construct, settings: Settings) {
    super(scope, settings.stackName, {
      description: 'SCIM 2.0 provisioning service',
      // Its address is configured at every customer's, and a new stack gets another one.
      terminationProtection: settings.retainData,
    });
    const storage = new Storage(this, 'Storage', { settings });
    const rateLimits = new RateLimits(this, 'RateLimits', { settings });
    const credentials = new Credentials(this, 'Credentials', { storage, rateLimits, settings });

    const serving = {
      // API Gateway gives up after 29 s; the function's end comes first, so that its log says so.
      timeout: Duration.seconds(28),
      settings,
    };
    const common = {
      PUBLIC_URL: settings.publicUrl ?? '',
      COMPRESSED_REQUESTS: String(settings.compressedRequests),
      LOG_LEVEL: settings.logLevel,
    };
    const directory = {
      ...common,
      TABLE_NAME: storage.table.tableName,
      MAX_READ_UNITS_PER_REQUEST: String(settings.maxReadUnitsPerRequest),
    };
    const users = new ScimFunction(this, 'Users', {
      ...serving,
      handler: 'users',
      description: 'SCIM: users',
      environment: directory,
    });
    const groups = new ScimFunction(this, 'Groups', {
      ...serving,
      handler: 'groups',
      description: 'SCIM: groups and their members',
      environment: { ...directory, MAX_MEMBERS_PER_REQUEST: String(settings.maxMembersPerRequest) },
    });
    const bulk = new ScimFunction(this, 'Bulk', {
      ...serving,
      handler: 'bulk',
      description: 'SCIM: several operations on users and groups in one request',
      environment: {
        ...common,
        TABLE_NAME: storage.table.tableName,
        MAX_MEMBERS_PER_REQUEST: String(settings.maxMembersPerRequest),
        METRIC_NAMESPACE: settings.stackName,
      },
    });
    const search = new ScimFunction(this, 'Search', {
      ...serving,
      handler: 'search',
      description: 'SCIM: lists of users and groups together',
      environment: directory,
    });
    const discovery = new ScimFunction(this, 'Discovery', {
      ...serving,
      handler: 'discovery',
      description: 'SCIM: what the service supports, and every path that is no endpoint',
      environment: common,
    });
    storage.grantDirectory(users);
    storage.grantDirectory(groups);
    storage.grantDirectory(bulk);
    storage.grantLists(search);
    const maintenance = new Maintenance(this, 'Maintenance', { storage, settings });
    const warnings = new Warnings(this, 'Warnings', { storage, settings });

    const { authorizer, authorizerFunction, adminFunction, pepper } = credentials;
    const { handler: oauth } = new OAuth(this, 'OAuth', { storage, pepper, settings });
    const { restApi, url } = new Api(this, 'Api', {
      users,
      groups,
      bulk,
      search,
      discovery,
      oauth,
      authorizer,
      settings,
    });
    rateLimits.limit(restApi.deploymentStage);
    new Alarms(this, 'Alarms', {
      stage: restApi.deploymentStage,
      table: storage.table,
      handlers: [users, groups, bulk, search, discovery, oauth, maintenance.handler, warnings.handler],
      authorizer: authorizerFunction,
      settings,
    });

    this.output('TenantUrl', 'What a customer enters as Tenant URL', url);
    this.output('AdminFunctionName', 'Creates tenants and tokens', adminFunction.function.functionName);
    this.output(
      'MaintenanceFunctionName',
      'Keeps directories in order',
      maintenance.handler.function.functionName,
    );
    this.output(
      'WarningsFunctionName',
      'Announces which credentials end',
      warnings.handler.function.functionName,
    );
    this.output('EventBusName', 'Where events of the service are put', warnings.bus.eventBusName);
    this.output('TableName', 'Holds all data', storage.table.tableName);
    this.output('PepperSecretArn', 'Holds the peppers of the tokens', pepper.secretArn);
    this.output('RestApiId', 'What a custom domain is mapped to', restApi.restApiId);
  }

  private output(name: string, description: string, value: string): void {
    new CfnOutput(this, name, { description, value });
  }
}
