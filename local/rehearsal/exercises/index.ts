import { audit } from './audit.ts';
import { bytes } from './bytes.ts';
import { customDomain } from './custom-domain.ts';
import type { Exercise } from './exercise.ts';
import { fixtures } from './fixtures.ts';
import { gatewayAnswers } from './gateway-answers.ts';
import { maintenance } from './maintenance.ts';
import { outage } from './outage.ts';
import { rateLimits } from './rate-limits.ts';
import { simulator } from './simulator.ts';

/** In this order: `audit` reads what the requests before it have left in the logs. */
export const EXERCISES: readonly Exercise[] = [
  gatewayAnswers,
  bytes,
  fixtures,
  simulator,
  maintenance,
  rateLimits,
  audit,
  outage,
  customDomain,
];
