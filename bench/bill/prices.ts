/**
 * AWS's list prices in us-east-1, on demand, in US dollars, free tiers left out. Checked on the date below against what
 * is published about them; AWS's own pages, which are named, have the last word.
 */
export const CHECKED = '2026-11-25';

const MILLION = 1e6;

export const PRICES = {
  /** https://aws.amazon.com/dynamodb/pricing/on-demand */
  readUnit: 0.125 / MILLION,
  writeUnit: 0.625 / MILLION,
  /** Per GB and month. */
  storage: 0.25,
  pointInTimeRecovery: 0.2,
  /** https://aws.amazon.com/lambda/pricing, arm64 */
  invocation: 0.2 / MILLION,
  gbSecond: 0.0000133334,
  /** https://aws.amazon.com/api-gateway/pricing, REST */
  apiRequest: 3.5 / MILLION,
  /** https://aws.amazon.com/cloudwatch/pricing, per GB taken in, and per GB and month kept */
  logsTakenIn: 0.5,
  logsKept: 0.03,
  alarmMetric: 0.1,
  /** https://aws.amazon.com/secrets-manager/pricing */
  secret: 0.4,
  /** To the internet, per GB: https://aws.amazon.com/ec2/pricing/on-demand */
  transferOut: 0.09,
} as const;
