/** What a customer's directory is like and does. Each is a line of the table in docs/costs.md. */
interface Assumption {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

const assumption = (what: string, value: number, unit: string): Assumption => ({ what, value, unit });

export const ASSUMPTIONS = {
  usersPerGroup: assumption('users for each group that is provisioned', 50, 'users'),
  groupsOfUser: assumption('groups that a user is in', 4, 'groups'),
  joiners: assumption('users who join in a month', 1.5, '% of users'),
  leavers: assumption('users who leave in a month: disabled, and deleted 30 days later', 1.5, '% of users'),
  changes: assumption('users who change in a month: a GET and a PATCH each', 5, '% of users'),
  moves: assumption('users who change a group in a month: one removed, one added', 3, '% of users'),
  cycles: assumption('incremental cycles a month, one every 40 minutes', 1_080, 'cycles'),
  requestsPerCycle: assumption('requests of a cycle in which nothing has changed', 1, 'lookup'),
  requestsPerSecond: assumption('rate at which a cycle sends requests', 10, 'a second'),
  authorizerCache: assumption('how long API Gateway remembers a token', 60, 's'),
  memory: assumption('memory of the functions', 1, 'GB'),
  tripMs: assumption('a round trip to DynamoDB', 5, 'ms'),
  codeMs: assumption('a function’s own time for a request', 10, 'ms'),
  logBytes: assumption('log lines of a request: access log, audit line, Lambda’s own', 2_000, 'bytes'),
  logMonths: assumption('how long logs are kept', 12, 'months'),
  answerBytes: assumption('answer with its headers', 2_000, 'bytes'),
  tombstoneMonths: assumption('how long what was deleted is remembered', 3, 'months'),
} as const satisfies Readonly<Record<string, Assumption>>;

export const assumed = (name: keyof typeof ASSUMPTIONS): number => ASSUMPTIONS[name].value;

export const percent = (name: keyof typeof ASSUMPTIONS): number => assumed(name) / 100;
