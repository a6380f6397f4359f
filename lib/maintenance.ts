import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { ScimFunction } from './scim-function.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';

export interface MaintenanceProps {
  readonly storage: Storage;
  readonly settings: Settings;
}

/**
 * How often it sweeps. Nobody waits for that: readers see nothing of what is left over. A run that finds nothing
 * is one query, 8,640 of them a month.
 */
const RATE = Duration.minutes(5);

/** The function that keeps the directories in order: it finishes what crashes have left, on a schedule. */
export class Maintenance extends Construct {
  readonly handler: ScimFunction;

  constructor(scope: Construct, id: string, { storage, settings }: MaintenanceProps) {
    super(scope, id);
    this.handler = new ScimFunction(this, 'Handler', {
      handler: 'maintenance',
      description: 'SCIM: finishes what crashes have left; invoked by its schedule',
      // Over when the next run begins.
      timeout: RATE,
      environment: { TABLE_NAME: storage.table.tableName, METRIC_NAMESPACE: settings.stackName },
      settings,
    });
    storage.grantDirectory(this.handler);
    storage.grantTenants(this.handler);
    new Rule(this, 'Sweep', {
      description: 'Finishes deletions and undoes creations that crashes have cut short',
      schedule: Schedule.rate(RATE),
      targets: [
        new LambdaFunction(this.handler.function, {
          event: RuleTargetInput.fromObject({ operation: 'sweep' }),
        }),
      ],
    });
  }
}
