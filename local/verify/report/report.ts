/** What a run comes to, free of any form. */
import type { Difference } from '../expect/difference.ts';

export type Outcome = 'passed' | 'failed' | 'not offered';

/** Why a check has failed; texts are free of the credential. */
export interface FailureReport {
  /** Where the answer is not what is expected; empty for an error that is none of a value. */
  readonly differences: readonly Difference[];
  readonly message: string;
  readonly request?: string;
  readonly response?: string;
}

export interface Result {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** What is done beside the RFCs, and what they have in its place. */
  readonly deviation?: string;
  /** What the server lacks; of those that are not offered. */
  readonly lacks?: readonly string[];
  readonly failure?: FailureReport;
}

export interface GroupReport {
  readonly id: string;
  readonly title: string;
  readonly results: readonly Result[];
}

export interface Report {
  readonly tenantUrl: string;
  /** ISO 8601. */
  readonly began: string;
  readonly seconds: number;
  readonly requests: number;
  readonly groups: readonly GroupReport[];
  /** Paths of resources that could not be deleted. */
  readonly leftOver: readonly string[];
  /** Whether it was stopped before its end. */
  readonly stopped: boolean;
}

export type Counts = Readonly<Record<Outcome | 'checks', number>>;

export const countsOf = (results: readonly Result[]): Counts => {
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
  return {
    checks: results.length,
    passed: count('passed'),
    failed: count('failed'),
    'not offered': count('not offered'),
  };
};

export const resultsOf = ({ groups }: Report): readonly Result[] => groups.flatMap(({ results }) => results);

export const failuresOf = (report: Report): readonly Result[] =>
  resultsOf(report).filter(({ outcome }) => outcome === 'failed');

/** What the server does beside the RFCs for the sake of a provider, and was found to do. */
export const deviationsOf = (report: Report): readonly Result[] =>
  resultsOf(report).filter(({ outcome, deviation }) => outcome === 'passed' && deviation !== undefined);

/** What the server lacks, and how many checks could not be tried for it. */
export const lacksOf = (report: Report): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { lacks = [] } of resultsOf(report))
    for (const lack of lacks) counts.set(lack, (counts.get(lack) ?? 0) + 1);
  return counts;
};

export const isFlawless = (report: Report): boolean =>
  !report.stopped && failuresOf(report).length === 0 && report.leftOver.length === 0;
