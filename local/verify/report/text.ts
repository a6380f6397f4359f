/** A report for the terminal. */
import { table } from '../../admin/table.ts';
import type { Style } from '../../command/style.ts';
import {
  countsOf,
  deviationsOf,
  failuresOf,
  lacksOf,
  type Report,
  type Result,
  resultsOf,
} from './report.ts';

export const textReport = (report: Report, style: Style): string =>
  [
    groupTable(report),
    ...section('Declared deviations, which providers need', deviationLines(report), style),
    ...section('Not offered', notOfferedLines(report), style),
    ...failuresOf(report).map((result) => failureText(result, style)),
    ...section('Could not be deleted', report.leftOver, style),
    verdict(report, style),
  ].join('\n\n');

const groupTable = ({ groups }: Report): string =>
  table(
    ['group', 'checks', 'passed', 'failed', 'not offered', ''],
    [
      ...groups.map(({ id, title, results }) => [id, ...cells(results), title]),
      ['total', ...cells(groups.flatMap(({ results }) => results)), ''],
    ],
  );

const cells = (results: readonly Result[]): readonly string[] => {
  const { checks, passed, failed, 'not offered': notOffered } = countsOf(results);
  return [checks, passed, failed, notOffered].map(String);
};

const section = (title: string, lines: readonly string[], style: Style): readonly string[] =>
  lines.length === 0 ? [] : [[style('bold', title), ...lines.map((line) => `  ${line}`)].join('\n')];

/** By what deviates, since several checks may show one deviation. */
const deviationLines = (report: Report): readonly string[] => {
  const checks = new Map<string, string[]>();
  for (const { id, deviation = '' } of deviationsOf(report))
    checks.set(deviation, [...(checks.get(deviation) ?? []), id]);
  return [...checks].map(([deviation, [first = '', ...more]]) => {
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return `${deviation} (${first}${others})`;
  });
};

const notOfferedLines = (report: Report): readonly string[] =>
  [...lacksOf(report)].map(([lack, count]) => `${lack} (${count} ${count === 1 ? 'check' : 'checks'})`);

const failureText = ({ id, title, source, failure }: Result, style: Style): string =>
  [
    `${style('red', 'FAILED')} ${style('bold', id)}  ${title} (${source})`,
    ...(failure?.differences.length
      ? failure.differences.map(({ path, expected, found }) =>
          indented(`${path || 'body'} is ${found}, not ${expected}`, '  '),
        )
      : [indented(failure?.message ?? '', '  ')]),
    ...(failure?.request === undefined ? [] : [indented(failure.request, '    > ')]),
    ...(failure?.response === undefined ? [] : [indented(failure.response, '    < ')]),
  ].join('\n');

const indented = (text: string, by: string): string => text.replace(/^/gm, by).replace(/ +$/gm, '');

const verdict = (report: Report, style: Style): string => {
  const { checks, passed, failed, 'not offered': notOffered } = countsOf(resultsOf(report));
  const did = `${checks} checks in ${report.groups.length} groups, ${report.requests} requests, ${report.seconds.toFixed(1)} s`;
  const outcome = `${passed} passed, ${failed} failed, ${notOffered} not offered`;
  const end = report.stopped ? 'Stopped; what was made is deleted. ' : '';
  return `${end}${style(failed > 0 ? 'red' : 'green', outcome)}. ${did}, at ${report.tenantUrl}`;
};
