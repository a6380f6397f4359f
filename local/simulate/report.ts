/** What a run comes to, for people and for scripts. */
import { table } from '../admin/table.ts';
import type { Difference } from './compare.ts';
import type { Scope } from './desired.ts';
import type { Figures, Statistics } from './http/statistics.ts';
import type { DialectName } from './scim/dialect.ts';

export interface Report {
  readonly tenantUrl: string;
  readonly dialect: DialectName;
  readonly scope: Scope;
  readonly cycles: number;
  readonly seed: string;
  /** Resources held at the end, as far as they are the directory's; undefined unless it was read back. */
  readonly users: number | undefined;
  readonly groups: number | undefined;
  readonly seconds: number;
  readonly operations: ReadonlyMap<string, Figures>;
  readonly total: Figures;
  /** Answers of 500 and above. */
  readonly serverErrors: number;
  /** Requests that did not succeed. */
  readonly failures: number;
  /** Undefined: nothing was read back, because the run was stopped. */
  readonly differences: readonly Difference[] | undefined;
}

/** Differences that are listed for people; scripts get all. */
const LISTED = 30;

export const isFlawless = ({ differences, failures, serverErrors }: Report): boolean =>
  differences?.length === 0 && failures === 0 && serverErrors === 0;

export const reportForPeople = (report: Report): string =>
  [
    table(
      ['operation', 'requests', 'failed', 'a second', 'p50 ms', 'p99 ms'],
      [...report.operations, ['total', report.total] as const].map(([operation, figures]) => [
        operation,
        ...figuresForPeople(figures),
      ]),
    ),
    ...(report.differences ? [differencesForPeople(report.differences)] : []),
    verdict(report),
  ].join('\n\n');

export const reportForScripts = (report: Report): string =>
  JSON.stringify({ ...report, operations: Object.fromEntries(report.operations) }, undefined, 2);

const figuresForPeople = ({ requests, failed, rate, p50, p99 }: Figures): readonly string[] => [
  String(requests),
  String(failed),
  rate.toFixed(1),
  p50.toFixed(1),
  p99.toFixed(1),
];

const differencesForPeople = (differences: readonly Difference[]): string => {
  const lines = differences
    .slice(0, LISTED)
    .map(
      ({ subject, what, expected, found }) => `${subject}: ${what} is ${show(found)}, not ${show(expected)}`,
    );
  const more = differences.length - lines.length;
  return [`${differences.length} differences`, ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join(
    '\n',
  );
};

const verdict = (report: Report): string => {
  const { users, groups, total, seconds, failures, serverErrors, differences } = report;
  const did = `${total.requests} requests in ${seconds.toFixed(1)} s`;
  const failed = `${failures} failed requests, ${serverErrors} of them 5xx`;
  if (!differences) return `Stopped after ${did}; ${failed}. Run it again to go on: it converges.`;
  return `${users} users and ${groups} groups compared after ${did}; ${failed}, ${differences.length} differences.`;
};

const show = (value: Difference['found']): string =>
  value === undefined ? 'not there' : JSON.stringify(value);

export const totalsOf = (statistics: Statistics) => ({
  operations: statistics.byOperation,
  total: statistics.total,
  serverErrors: statistics.serverErrors,
});
