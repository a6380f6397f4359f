import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../local/admin/error.ts';
import { check, group } from '../../local/verify/check.ts';
import { parseCommandLine, selected } from '../../local/verify/command-line.ts';
import { help } from '../../local/verify/help.ts';

describe('the command line', () => {
  test('needs nothing: everything is tried at the local server', () => {
    expect(parseCommandLine([])).toEqual({
      url: undefined,
      token: undefined,
      only: undefined,
      reports: [],
      parallel: 8,
      json: false,
    });
  });

  test('says what is tried where, and what is written', () => {
    const line =
      '--url https://x.example/scim --token t --only users,filter/eq --report a.html,b.xml --parallel 12 --json';
    expect(parseCommandLine(line.split(' '))).toEqual({
      url: 'https://x.example/scim',
      token: 't',
      only: ['users', 'filter/eq'],
      reports: ['a.html', 'b.xml'],
      parallel: 12,
      json: true,
    });
  });

  test.each([['--help'], ['-h']])('asks for help by %s', (option) => {
    expect(parseCommandLine([option])).toBeUndefined();
  });

  test.each([
    ['--url x', /--url takes a URL/],
    ['--report report.pdf', /--report takes a file that ends in .html, .json, .xml, not 'report.pdf'/],
    ['--parallel 0', /--parallel takes a whole number from 1 to 99/],
    ['--parallel many', /--parallel takes a whole number/],
    ['--ony users', /Did you mean --only\?/],
  ])('is wrong with %s, and says what to write', (line, message) => {
    expect(() => parseCommandLine(line.split(' '))).toThrow(message);
    expect(() => parseCommandLine(line.split(' '))).toThrow(UsageError);
  });
});

describe('what is tried', () => {
  const pass = async () => {};
  const GROUPS = [
    group(
      'users',
      'Users',
      [],
      [check('create', 'RFC', 'created', pass), check('delete', 'RFC', 'deleted', pass)],
    ),
    group('filter', 'Filters', [], [check('eq', 'RFC', 'equal', pass)]),
  ];
  const idsOf = (only: readonly string[] | undefined) =>
    selected(GROUPS, only).map(({ id, checks }) => [id, ...checks.map((one) => one.id)]);

  test('is everything by default', () => {
    expect(idsOf(undefined)).toEqual([
      ['users', 'users/create', 'users/delete'],
      ['filter', 'filter/eq'],
    ]);
  });

  test('is a group, a check, or several of both', () => {
    expect(idsOf(['filter'])).toEqual([['filter', 'filter/eq']]);
    expect(idsOf(['users/delete'])).toEqual([['users', 'users/delete']]);
    expect(idsOf(['users/create', 'filter'])).toEqual([
      ['users', 'users/create'],
      ['filter', 'filter/eq'],
    ]);
  });

  test('is told to be nothing that there is, with what may be meant', () => {
    expect(() => selected(GROUPS, ['users/creat'])).toThrow(/Did you mean users\/create\?/);
    expect(() => selected(GROUPS, ['robots-and-more'])).toThrow(/The groups are users, filter\./);
  });

  test('is in the help', () => {
    expect(help(GROUPS)).toMatch(/users +Users \(2\)\n +filter +Filters \(1\)/);
    expect(help(GROUPS)).toContain('--report FILE');
  });
});
