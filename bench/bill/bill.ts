import type { Cost, Costs } from '../costs/measure.ts';
import { assumed, percent } from './assumptions.ts';
import { PRICES } from './prices.ts';
import type { Workload } from './workload.ts';

/** US dollars by service. */
export type Bill = Readonly<Record<Service, number>>;

export const SERVICES = [
  'API Gateway',
  'Lambda',
  'DynamoDB requests',
  'DynamoDB storage',
  'CloudWatch logs',
  'data transfer',
] as const;
type Service = (typeof SERVICES)[number];

const GIGABYTE = 2 ** 30;
const MS_PER_SECOND = 1_000;
const AUTHORIZATION = 'authorize a token';

/** What requests cost, storage apart. @throws RangeError for an operation whose cost has not been measured */
export const billOf = (costs: Costs, workload: Workload): Bill => {
  const work = Object.entries(workload).map(([name, times]) => ({ times, cost: costOf(costs, name) }));
  const requests = work.reduce((sum, { times }) => sum + times, 0);
  const all = [...work, { times: authorizations(workload), cost: costOf(costs, AUTHORIZATION) }];
  const sum = (of: (cost: Cost) => number) =>
    all.reduce((total, { times, cost }) => total + times * of(cost), 0);
  const invocations = sum(() => 1);
  const gbSeconds = sum((cost) => (millisecondsOf(cost) / MS_PER_SECOND) * assumed('memory'));
  const logs = (invocations * assumed('logBytes')) / GIGABYTE;
  return {
    'API Gateway': requests * PRICES.apiRequest,
    Lambda: invocations * PRICES.invocation + gbSeconds * PRICES.gbSecond,
    'DynamoDB requests': sum(({ read, write }) => read * PRICES.readUnit + write * PRICES.writeUnit),
    'DynamoDB storage': 0,
    'CloudWatch logs': logs * (PRICES.logsTakenIn + assumed('logMonths') * PRICES.logsKept),
    'data transfer': ((requests * assumed('answerBytes')) / GIGABYTE) * PRICES.transferOut,
  };
};

/** A month of keeping so many users, with their groups, memberships and those who have left. */
export const storageOf = ({ stored }: Costs, users: number): number => {
  const groups = users / assumed('usersPerGroup');
  const gone = users * percent('leavers') * assumed('tombstoneMonths');
  const bytes =
    (users + gone) * stored.user +
    groups * stored.group +
    users * assumed('groupsOfUser') * stored.membership;
  return (bytes / GIGABYTE) * (PRICES.storage + PRICES.pointInTimeRecovery);
};

/** What a deployment costs a month when nobody sends anything, for all its tenants together. */
export const standing = (alarmMetrics: number): number => PRICES.secret + alarmMetrics * PRICES.alarmMetric;

export const totalOf = (bill: Bill): number => Object.values(bill).reduce((sum, dollars) => sum + dollars, 0);

const costOf = ({ operations }: Costs, name: string): Cost => {
  const cost = operations[name];
  if (!cost) throw new RangeError(`the cost of "${name}" has not been measured`);
  return cost;
};

const millisecondsOf = ({ trips }: Cost): number => assumed('codeMs') + trips * assumed('tripMs');

/** The authorizer is asked once in so long as API Gateway remembers its answer while requests come, and once a cycle. */
const authorizations = (workload: Workload): number => {
  const requests = Object.values(workload).reduce((sum, times) => sum + times, 0);
  return requests / (assumed('requestsPerSecond') * assumed('authorizerCache')) + assumed('cycles');
};
