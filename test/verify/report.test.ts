import { describe, expect, test } from '@jest/globals';
import { plain } from '../../local/command/style.ts';
import { FORMATS, jsonReport } from '../../local/verify/report/formats.ts';
import { htmlReport } from '../../local/verify/report/html.ts';
import { junitReport, xml } from '../../local/verify/report/junit.ts';
import { isFlawless, type Report, type Result } from '../../local/verify/report/report.ts';
import { textReport } from '../../local/verify/report/text.ts';

const result = (some: Partial<Result>): Result => ({
  id: 'users/create',
  title: 'a user is created',
  source: 'RFC 7644 §3.3',
  outcome: 'passed',
  milliseconds: 20,
  ...some,
});

const PASSED = result({});
const DEVIATING = result({
  id: 'entra/booleans',
  title: 'booleans',
  deviation: 'Booleans may be texts; RFC 7643 has none.',
});
const LACKING = result({ id: 'users/sort', title: 'sorted', outcome: 'not offered', lacks: ['sort'] });
const FAILED = result({
  id: 'users/delete',
  title: 'a <deleted> user is "gone" & forgotten',
  outcome: 'failed',
  failure: {
    message: 'status: expected 204, found 200',
    differences: [{ path: 'status', expected: '204', found: '200' }],
    request: 'DELETE /Users/1',
    response: '200\n\n<script>alert(1)</script>',
  },
});

const report = (results: readonly Result[], some: Partial<Report> = {}): Report => ({
  tenantUrl: 'https://scim.example.com/scim',
  began: '2026-01-31T08:00:00.000Z',
  seconds: 1.25,
  requests: 42,
  groups: [{ id: 'users', title: 'Users', results }],
  leftOver: [],
  stopped: false,
  ...some,
});

const MIXED = report([PASSED, DEVIATING, LACKING, FAILED]);

describe('a run is flawless', () => {
  test('when nothing has failed, whatever is not offered', () => {
    expect(isFlawless(report([PASSED, DEVIATING, LACKING]))).toBe(true);
  });

  test.each([
    ['a check has failed', report([PASSED, FAILED])],
    ['something could not be deleted', report([PASSED], { leftOver: ['/Users/1'] })],
    ['it was stopped', report([PASSED], { stopped: true })],
  ])('not when %s', (_, one) => {
    expect(isFlawless(one)).toBe(false);
  });
});

describe('the report at the terminal', () => {
  const text = textReport(MIXED, plain);

  test('counts by group and in total, and does not count what is not offered as passed', () => {
    expect(text).toMatch(/^users +4 +2 +1 +1 +Users$/m);
    expect(text).toMatch(/^total +4 +2 +1 +1$/m);
    expect(text).toContain('2 passed, 1 failed, 1 not offered. 4 checks in 1 groups, 42 requests');
  });

  test('has a section of what deviates, and one of what is not offered', () => {
    expect(text).toContain(
      'Declared deviations, which providers need\n  Booleans may be texts; RFC 7643 has none.',
    );
    expect(text).toContain('Not offered\n  sort (1 check)');
  });

  test('shows of each failure what was expected, the request and the answer', () => {
    expect(text).toContain('FAILED users/delete  a <deleted> user is "gone" & forgotten (RFC 7644 §3.3)');
    expect(text).toContain('  status is 200, not 204\n    > DELETE /Users/1\n    < 200\n');
  });

  test('says what could not be deleted, and that it was stopped', () => {
    const left = textReport(report([PASSED], { leftOver: ['/Users/1'], stopped: true }), plain);
    expect(left).toContain('Could not be deleted\n  /Users/1');
    expect(left).toContain('Stopped; what was made is deleted.');
  });
});

describe('the page', () => {
  const page = htmlReport(MIXED);

  test('is one file that asks for nothing, light and dark', () => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('color-scheme: light dark');
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(/);
  });

  test('has what servers answer as text, never as markup', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('a &lt;deleted&gt; user is &quot;gone&quot; &amp; forgotten');
  });

  test('has the verdict, the failures, the deviations and every check', () => {
    expect(page).toContain('1 of 4 checks fail');
    for (const text of [
      'Failures',
      'Declared deviations',
      'Booleans may be texts',
      'lacks sort',
      'users/create',
    ])
      expect(page).toContain(text);
  });

  test('has no section of what there is not', () => {
    const good = htmlReport(report([PASSED]));
    expect(good).toContain('Everything that is offered is right');
    expect(good).not.toMatch(/<h2>(?:Failures|Declared deviations|Could not be deleted)/);
  });
});

describe('the report for CI', () => {
  test('has a suite a group and a case a check, as JUnit has them', () => {
    expect(junitReport(MIXED)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="scim verify" tests="4" failures="1" errors="0" skipped="1" time="1.250">',
        '  <testsuite name="users" tests="4" failures="1" errors="0" skipped="1" time="0.080" timestamp="2026-01-31T08:00:00.000Z">',
        '    <testcase classname="users" name="users/create: a user is created (RFC 7644 §3.3)" time="0.020"/>',
        '    <testcase classname="entra" name="entra/booleans: booleans (RFC 7644 §3.3)" time="0.020"/>',
        '    <testcase classname="users" name="users/sort: sorted (RFC 7644 §3.3)" time="0.020"><skipped message="not offered: sort"/></testcase>',
        '    <testcase classname="users" name="users/delete: a &lt;deleted&gt; user is &quot;gone&quot; &amp; forgotten (RFC 7644 §3.3)" time="0.020"><failure message="status: expected 204, found 200">status: expected 204, found 200',
        '',
        'DELETE /Users/1',
        '',
        '200',
        '',
        '&lt;script&gt;alert(1)&lt;/script&gt;</failure></testcase>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['marks of XML', `<a b="c" d='e'>&`, '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;'],
    ['what XML cannot say', 'a\u0000b\u001bc\uffffd', 'a\ufffdb\ufffdc\ufffdd'],
    ['halves of characters', 'a\ud83db\ude00c', 'a\ufffdb\ufffdc'],
    ['what XML can say', 'tab\tline\nŽofia 👩🏽‍💻', 'tab\tline\nŽofia 👩🏽‍💻'],
  ])('escapes %s', (_, text, escaped) => {
    expect(xml(text)).toBe(escaped);
  });
});

test('the report for scripts is all of it, with its counts', () => {
  expect(JSON.parse(jsonReport(MIXED))).toEqual({
    counts: { checks: 4, passed: 2, failed: 1, 'not offered': 1 },
    ...MIXED,
  });
});

test('a file has the form that its name ends in', () => {
  expect(FORMATS.map(({ ending }) => ending)).toEqual(['.html', '.json', '.xml']);
});
