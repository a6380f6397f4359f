import { ArnFormat, Fn, Stack, Validations } from 'aws-cdk-lib';
import { ApiKey, type Stage, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { sharedKeyValue } from '../lambda/tenancy/limit/api-key.ts';
import type { Tier } from '../lambda/tenancy/tenant/tier.ts';
import type { ScimFunction } from './scim-function.ts';
import type { Settings } from './settings.ts';

export interface RateLimitsProps {
  readonly settings: Settings;
}

/** What API Gateway gives an account, unless it was raised. */
const MOST_AT_ONCE = 5_000;

/**
 * A usage plan for each tier of tenants, in which the admin function puts an API key of each tenant, and one without a
 * limit of its own, for whoever has no key yet.
 */
export class RateLimits extends Construct {
  /** What the values of all keys of this stack begin with, and those of no other stack. */
  readonly keyPrefix: string;
  private readonly tiers: Readonly<Record<Tier, UsagePlan>>;
  private readonly shared: UsagePlan;

  constructor(scope: Construct, id: string, { settings }: RateLimitsProps) {
    super(scope, id);
    const { stackName, standardRequestsPerSecond, limitedRequestsPerSecond } = settings;
    // The last part of the stack's ARN is a UUID.
    this.keyPrefix = `scim-${Fn.select(2, Fn.split('/', Stack.of(this).stackId))}-`;
    this.tiers = {
      standard: this.plan('Standard', `${stackName} standard`, standardRequestsPerSecond),
      limited: this.plan('Limited', `${stackName} limited`, limitedRequestsPerSecond),
    };
    this.shared = new UsagePlan(this, 'Shared', {
      name: `${stackName} shared`,
      description: 'Whoever has no API key of their own yet; the stage limits them.',
    });
    this.shared.addApiKey(
      new ApiKey(this, 'SharedKey', {
        apiKeyName: `${stackName}-shared`,
        description: 'Named by the authorizer for whoever has no key of their own yet',
        value: sharedKeyValue(this.keyPrefix),
      }),
    );
  }

  /** What a function has to know to manage the keys, as environment variables. */
  get planIds() {
    const { standard, limited } = this.tiers;
    return { STANDARD_PLAN_ID: standard.usagePlanId, LIMITED_PLAN_ID: limited.usagePlanId };
  }

  /** Has the plans hold for the requests to a stage. */
  limit(stage: Stage): void {
    for (const plan of [...Object.values(this.tiers), this.shared]) plan.addApiStage({ stage });
  }

  /**
   * Making and removing API keys, putting them into the plans, and reading what was counted. API Gateway gives a key a
   * name of its own, so that a right to remove those of this stack alone cannot be written.
   */
  grantKeys(grantee: ScimFunction): void {
    const allow = (actions: string[], paths: readonly string[]) =>
      grantee.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({ actions, resources: paths.map((path) => this.arn(path)) }),
      );
    const plans = Object.values(this.tiers).map(({ usagePlanId }) => `/usageplans/${usagePlanId}`);
    allow(['apigateway:POST'], ['/apikeys', ...plans.map((plan) => `${plan}/keys`)]);
    allow(['apigateway:DELETE'], ['/apikeys/*']);
    allow(
      ['apigateway:GET'],
      plans.flatMap((plan) => [`${plan}/keys`, `${plan}/usage`]),
    );
    Validations.of(grantee).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:apigateway:<AWS::Region>::/apikeys/*]',
      reason:
        'API Gateway chooses the id of a key, by which it is removed, so that those of this stack cannot be named ' +
        'before they are made. A key opens nothing.',
    });
  }

  private plan(id: string, name: string, rateLimit: number): UsagePlan {
    return new UsagePlan(this, id, {
      name,
      description: 'Tenants of the tier, each by its own API key',
      // As many at one moment as in two seconds, where an account can have that.
      throttle: { rateLimit, burstLimit: Math.min(2 * rateLimit, MOST_AT_ONCE) },
    });
  }

  private arn(path: string): string {
    return Stack.of(this).formatArn({
      service: 'apigateway',
      account: '',
      resource: path,
      arnFormat: ArnFormat.NO_RESOURCE_NAME,
    });
  }
}
