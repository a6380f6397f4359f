import type { Costs } from '../costs/measure.ts';
import { markdownTable } from '../markdown.ts';
import { ASSUMPTIONS } from './assumptions.ts';
import { type Bill, billOf, SERVICES, standing, storageOf, totalOf } from './bill.ts';
import { CHECKED, PRICES } from './prices.ts';
import { initialCycle, monthOfCycles, resynchronisation, type Workload } from './workload.ts';

const SIZES = [1_000, 100_000, 1_000_000];
/** In the alarms of the stack; a test counts them. */
export const ALARM_METRICS = 36;

/** The page of what the service costs, as Markdown, from the measured costs of its operations. */
export const costsPage = (costs: Costs): string => {
  const months = SIZES.map((users) => ({
    ...billOf(costs, monthOfCycles(users)),
    'DynamoDB storage': storageOf(costs, users),
  }));
  const once = (workload: (users: number) => Workload) =>
    SIZES.map((users) => billOf(costs, workload(users)));
  return `# What it costs

US dollars a month on AWS for one customer of so many users, by the list prices of us-east-1 without any free tier,
checked on ${CHECKED}. The requests of DynamoDB are those that \`npm run bench -- costs\` counts
([benchmarks](benchmarks.md#costs)); what a customer does is assumed, and the assumptions are below. This page is
written by \`npm run bench\`: to change it, change \`bench/bill\`.

## A month

${billTable(months)}

To this comes what a deployment costs when nobody sends anything, once for all customers: ${dollars(standing(ALARM_METRICS))} a month
for one secret and the ${ALARM_METRICS} metrics that its alarms watch.

## Once

The first cycle creates everybody:

${billTable(once(initialCycle))}

A restart of the provisioning looks everybody up again:

${billTable(once(resynchronisation))}

## What is assumed

${markdownTable(
  ['assumption', 'value', 'unit'],
  Object.values(ASSUMPTIONS).map(({ what, value, unit }) => [what, value.toLocaleString('en'), unit]),
)}

A write that is refused, such as the addition of a member who is in already, is billed by DynamoDB too; the engine that
counts here counts it as nothing. An idle stream costs nothing; whoever reads it pays for that.

## Prices

${markdownTable(
  ['what', 'US dollars'],
  [
    ['a million read units of DynamoDB', perMillion(PRICES.readUnit)],
    ['a million write units of DynamoDB', perMillion(PRICES.writeUnit)],
    ['a GB in DynamoDB, a month', String(PRICES.storage)],
    ['its point-in-time recovery, a GB and month', String(PRICES.pointInTimeRecovery)],
    ['a million invocations of Lambda', perMillion(PRICES.invocation)],
    ['a GB-second of Lambda on arm64', String(PRICES.gbSecond)],
    ['a million requests of a REST API', perMillion(PRICES.apiRequest)],
    ['a GB of logs taken in', String(PRICES.logsTakenIn)],
    ['a GB of logs kept, a month', String(PRICES.logsKept)],
    ['a metric of an alarm, a month', String(PRICES.alarmMetric)],
    ['a secret, a month', String(PRICES.secret)],
    ['a GB sent to the internet', String(PRICES.transferOut)],
  ],
)}

From [DynamoDB](https://aws.amazon.com/dynamodb/pricing/on-demand), [Lambda](https://aws.amazon.com/lambda/pricing),
[API Gateway](https://aws.amazon.com/api-gateway/pricing), [CloudWatch](https://aws.amazon.com/cloudwatch/pricing),
[Secrets Manager](https://aws.amazon.com/secrets-manager/pricing) and
[data transfer](https://aws.amazon.com/ec2/pricing/on-demand): AWS's own pages have the last word.
`;
};

const billTable = (bills: readonly Bill[]): string => {
  const services = SERVICES.filter((service) => bills.some((bill) => bill[service] > 0));
  return markdownTable(
    ['', ...SIZES.map((users) => `${users.toLocaleString('en')} users`)],
    [
      ...services.map((service) => [service, ...bills.map((bill) => dollars(bill[service]))]),
      ['**together**', ...bills.map((bill) => `**${dollars(totalOf(bill))}**`)],
    ],
  );
};

const dollars = (amount: number): string =>
  `$${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

const perMillion = (price: number): string => String(Number((price * 1e6).toPrecision(6)));
