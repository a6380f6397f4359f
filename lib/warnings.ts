import { Duration } from 'aws-cdk-lib';
import { EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ScimFunction } from './scim-function.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';

export interface WarningsProps {
  readonly storage: Storage;
  readonly settings: Settings;
}

/** The function that announces, once a day, which credentials end, and the bus on which it does. */
export class Warnings extends Construct {
  readonly handler: ScimFunction;
  /** Without a policy of its own: only this account reaches it. */
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { storage, settings }: WarningsProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName: settings.stackName });
    this.handler = new ScimFunction(this, 'Handler', {
      handler: 'warnings',
      description: 'SCIM: announces which credentials end; invoked by its schedule',
      // The most that Lambda has: a run goes over all tenants.
      timeout: Duration.minutes(15),
      environment: {
        TABLE_NAME: storage.table.tableName,
        EVENT_BUS_NAME: this.bus.eventBusName,
        METRIC_NAMESPACE: settings.stackName,
      },
      settings,
    });
    storage.grantWarnings(this.handler);
    this.handler.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] }),
    );
    new Rule(this, 'Daily', {
      description: 'Announces which credentials end',
      schedule: Schedule.rate(Duration.days(1)),
      targets: [new LambdaFunction(this.handler.function)],
    });
  }
}
