/**
 * What the deployed stack would be called: the account, region and the physical name of each resource, in the
 * places where CloudFormation's `Ref` and `Fn::GetAtt` give them.
 */
import { LOCAL_AWS } from '../database.ts';
import { type Json, JsonReader } from '../json.ts';
import type { Resource, Template } from './template.ts';

/** An account id that AWS's documentation uses and that nobody owns. */
export const ACCOUNT = '123456789012';
export const REGION = LOCAL_AWS.region;
const API_ID = 'local';

/** The property that names a resource of the type, where the template may choose the name. */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
};

export interface Names {
  /** @throws Error when there is no such resource. */
  readonly ref: (logicalId: string) => Json;
  /** @throws Error when there is no such resource, or the local server does not know the attribute. */
  readonly attribute: (logicalId: string, attribute: string) => Json;
}

export const namesOf = (template: Template, stackName: string): Names => {
  const parameters = new Map<string, Json>([
    ...template.parameters,
    ['AWS::AccountId', ACCOUNT],
    ['AWS::Region', REGION],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', stackName],
    ['AWS::StackId', arn('cloudformation', `stack/${stackName}/local`)],
    ['AWS::NoValue', null],
  ]);

  const find = (logicalId: string): Resource => {
    const resource = template.resources.get(logicalId);
    if (resource === undefined) throw new Error(`the template has no resource ${logicalId}`);
    return resource;
  };

  return {
    ref: (logicalId) => {
      const value = parameters.get(logicalId);
      if (value !== undefined) return value;
      const resource = find(logicalId);
      if (resource.type === 'AWS::ApiGateway::RestApi') return API_ID;
      if (resource.type === 'AWS::SecretsManager::Secret') return arnOf(resource, stackName);
      return physicalName(resource, stackName);
    },
    attribute: (logicalId, attribute) => {
      const resource = find(logicalId);
      if (attribute === 'Arn') return arnOf(resource, stackName);
      if (attribute === 'RootResourceId') return `${logicalId}Root`;
      if (attribute === 'StreamArn') return `${arnOf(resource, stackName)}/stream/local`;
      throw new Error(`the local server does not know the attribute ${logicalId}.${attribute}`);
    },
  };
};

const physicalName = (resource: Resource, stackName: string): string => {
  const property = NAME_PROPERTY[resource.type];
  const properties = new JsonReader(resource.properties, resource.logicalId);
  return (property && properties.optionalString(property)) ?? `${stackName}-${resource.logicalId}`;
};

/** Where the resource's kind has an ARN of a form that nothing here reads, one of the common form. */
const arnOf = (resource: Resource, stackName: string): string => {
  const name = physicalName(resource, stackName);
  const [, service = '', kind = ''] = resource.type.split('::');
  switch (resource.type) {
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return arn('dynamodb', `table/${name}`);
    case 'AWS::SecretsManager::Secret':
      // Secrets Manager appends a hyphen and six characters of its own.
      return arn('secretsmanager', `secret:${name}-local0`);
    default:
      return arn(service.toLowerCase(), `${kind.toLowerCase()}:${name}`);
  }
};

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
