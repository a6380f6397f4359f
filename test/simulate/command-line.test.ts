import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../local/admin/error.ts';
import { OPTIONS, parseCommandLine } from '../../local/simulate/command-line.ts';
import { HELP } from '../../local/simulate/help.ts';

describe('the command line', () => {
  test('needs nothing: the sample goes to the local server', () => {
    expect(parseCommandLine([])).toEqual({
      url: undefined,
      token: undefined,
      client: undefined,
      files: undefined,
      cycles: 1,
      seed: '1',
      dialect: 'default',
      scope: 'all',
      rate: undefined,
      parallel: 16,
      json: false,
    });
  });

  test('says what is sent where, and how', () => {
    const line =
      '--url https://x.example/scim --token t --users u.csv --groups g.csv --cycles 5 --seed s --dialect flag --scope assigned --rate 25 --parallel 4 --json';
    expect(parseCommandLine(line.split(' '))).toEqual({
      url: 'https://x.example/scim',
      token: 't',
      client: undefined,
      files: { users: 'u.csv', groups: 'g.csv' },
      cycles: 5,
      seed: 's',
      dialect: 'flag',
      scope: 'assigned',
      rate: 25,
      parallel: 4,
      json: true,
    });
  });

  test.each([['--help'], ['-h']])('asks for help by %s', (option) => {
    expect(parseCommandLine([option])).toBeUndefined();
  });

  test('is explained, every option of it', () => {
    for (const option of Object.keys(OPTIONS)) expect(HELP).toContain(`--${option}`);
  });

  test.each([
    [['--cycle', '5'], 'simulate has no option --cycle. Did you mean --cycles?'],
    [['--cycles', 'five'], "--cycles takes a whole number from 0 on, not 'five'."],
    [['--parallel', '0'], "--parallel takes a whole number from 1 on, not '0'."],
    [['--rate', '0'], "--rate takes a whole number from 1 on, not '0'."],
    [['--dialect', 'okta'], "--dialect takes default or flag, not 'okta'."],
    [['--scope', 'some'], "--scope takes all or assigned, not 'some'."],
    [['--url', 'localhost'], "--url takes a URL such as https://scim.example.com/scim, not 'localhost'."],
    [['--groups', 'g.csv'], '--groups needs --users: the members have to be somebody.'],
    [['--client-secret', 's'], '--client-secret, --client-assertion and --token-url need --client-id.'],
    [['--client-id', 'c', '--token', 't'], 'Give --token or --client-id, not both.'],
    [
      ['--client-id', 'c', '--client-secret', 's', '--client-assertion', 'f'],
      'Give --client-secret or --client-assertion, not both.',
    ],
    [['--users'], "Option '--users <value>' argument missing"],
    [['now'], "Unexpected argument 'now'"],
  ])('%j is refused with what to write instead', (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(UsageError);
    expect(() => parseCommandLine(args)).toThrow(message);
  });
});
