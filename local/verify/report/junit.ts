/** A report as JUnit's XML, which CI systems read. */
import { countsOf, type GroupReport, type Report, type Result, resultsOf } from './report.ts';

export const junitReport = (report: Report): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="scim verify"${totals(resultsOf(report))} time="${report.seconds.toFixed(3)}">`,
    ...report.groups.map((group) => suite(group, report.began)),
    '</testsuites>',
    '',
  ].join('\n');

const totals = (results: readonly Result[]): string => {
  const { checks, failed, 'not offered': skipped } = countsOf(results);
  return ` tests="${checks}" failures="${failed}" errors="0" skipped="${skipped}"`;
};

const suite = ({ id, results }: GroupReport, began: string): string =>
  [
    `  <testsuite name="${xml(id)}"${totals(results)} time="${seconds(results)}" timestamp="${xml(began)}">`,
    ...results.map(testCase),
    '  </testsuite>',
  ].join('\n');

const seconds = (results: readonly Result[]): string =>
  (results.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1_000).toFixed(3);

const testCase = (result: Result): string => {
  const { id, title, source } = result;
  const [group = ''] = id.split('/');
  const opening = `    <testcase classname="${xml(group)}" name="${xml(`${id}: ${title} (${source})`)}" time="${seconds([result])}"`;
  const content = contentOf(result);
  return content === undefined ? `${opening}/>` : `${opening}>${content}</testcase>`;
};

const contentOf = ({ outcome, lacks = [], failure }: Result): string | undefined => {
  if (outcome === 'not offered') return `<skipped message="${xml(`not offered: ${lacks.join(', ')}`)}"/>`;
  if (!failure) return undefined;
  const { message, request = '', response = '' } = failure;
  const [first = ''] = message.split('\n');
  return `<failure message="${xml(first)}">${xml([message, request, response].join('\n\n').trim())}</failure>`;
};

/** What XML 1.0 has no way to write, not even as a reference (§2.2): control characters but for tab and line ends. */
const UNSPEAKABLE = /[^\P{Cc}\t\n\r\x7f-\x9f]|[\ufffe\uffff]/gu;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as XML and HTML have it in elements and in quoted attributes. */
export const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNSPEAKABLE, '\ufffd')
    .replace(/[&<>"']/g, (mark) => REFERENCES[mark] ?? mark);
