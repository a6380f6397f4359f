/** The forms of a report that a file can have. */
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';
import { countsOf, type Report, resultsOf } from './report.ts';

export interface Format {
  readonly ending: string;
  readonly render: (report: Report) => string;
}

export const jsonReport = (report: Report): string =>
  JSON.stringify({ counts: countsOf(resultsOf(report)), ...report }, undefined, 2);

export const FORMATS: readonly Format[] = [
  { ending: '.html', render: htmlReport },
  { ending: '.json', render: jsonReport },
  { ending: '.xml', render: junitReport },
];
