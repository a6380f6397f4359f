/** Everything of a synthesized stack that the local server stands in for. */
import type { ApiDefinition } from '../api-gateway/definition.ts';
import type { Json } from '../json.ts';
import type { FunctionDefinition } from '../lambda/function.ts';
import type { ScheduleDefinition } from '../schedule.ts';
import { apiDefinition } from './api.ts';
import { assetFolders, functionDefinition } from './functions.ts';
import { scheduleDefinitions } from './schedules.ts';
import { type SecretDefinition, secretDefinition } from './secret.ts';
import { readStack } from './stack.ts';
import { type TableDefinition, tableDefinition } from './table.ts';
import { type UsagePlanDefinitions, usagePlanDefinitions } from './usage-plans.ts';

export interface Deployment {
  readonly api: ApiDefinition;
  readonly functions: readonly FunctionDefinition[];
  readonly table: TableDefinition;
  readonly secret: SecretDefinition;
  readonly usage: UsagePlanDefinitions;
  readonly schedules: readonly ScheduleDefinition[];
  readonly adminFunctionName: string;
  readonly maintenanceFunctionName: string;
  readonly warningsFunctionName: string;
}

/** What `cdk synth` leaves in its output folder. */
export interface Assembly {
  readonly stackName: string;
  readonly template: Json;
  readonly assets: Json;
  /** The folder that the assets' paths are relative to. */
  readonly folder: string;
}

/** @throws Error when the template has what the local server cannot stand in for. */
export const readDeployment = ({ stackName, template, assets, folder }: Assembly): Deployment => {
  const stack = readStack(template, stackName);
  const codeFolder = assetFolders(assets, folder);
  return {
    api: apiDefinition(stack),
    functions: stack
      .resources('AWS::Lambda::Function')
      .map((resource) => functionDefinition(resource, codeFolder)),
    table: tableDefinition(stack.sole('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')),
    secret: secretDefinition(stack.sole('AWS::SecretsManager::Secret')),
    usage: usagePlanDefinitions(stack),
    schedules: stack.resources('AWS::Events::Rule').flatMap(scheduleDefinitions),
    adminFunctionName: stack.output('AdminFunctionName'),
    maintenanceFunctionName: stack.output('MaintenanceFunctionName'),
    warningsFunctionName: stack.output('WarningsFunctionName'),
  };
};
