/** The usage plans of the template, and the API keys that it puts in them. */
import type { StoredKey, UsagePlanDefinition } from '../usage-plans.ts';
import type { Stack } from './stack.ts';

export interface UsagePlanDefinitions {
  readonly plans: readonly UsagePlanDefinition[];
  readonly keys: readonly StoredKey[];
}

/** @throws Error when a plan has a quota, which the local server does not count. */
export const usagePlanDefinitions = (stack: Stack): UsagePlanDefinitions => {
  const plans = stack.resources('AWS::ApiGateway::UsagePlan').map(({ ref, properties }) => {
    if (properties.has('Quota')) throw new Error(`the usage plan ${ref} has a quota`);
    const throttle = properties.object('Throttle');
    return {
      id: ref,
      throttle: properties.has('Throttle')
        ? { rate: throttle.number('RateLimit', 0), burst: throttle.number('BurstLimit', 0) }
        : undefined,
    };
  });
  const planOf = new Map(
    stack
      .resources('AWS::ApiGateway::UsagePlanKey')
      .map(({ properties }) => [properties.string('KeyId'), properties.string('UsagePlanId')]),
  );
  const keys = stack.resources('AWS::ApiGateway::ApiKey').map(({ ref, properties }) => {
    const plan = planOf.get(ref);
    return {
      id: ref,
      name: properties.string('Name'),
      value: properties.string('Value'),
      ...(plan !== undefined && { plan }),
      used: {},
    };
  });
  return { plans, keys };
};
