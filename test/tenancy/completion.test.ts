import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../local/admin/command-line.ts';
import { COMMON_OPTIONS } from '../../local/admin/option.ts';
import { run, words } from './command.ts';

const scriptOf = async (shell: string) => (await run(words(`completion ${shell}`))).out;

const offers = (text: string): readonly string[] => text.split('\n').filter((word) => word !== '');

/** What bash offers for the last word of a line, once it has sourced the script. */
const completed = async (line: string, before = '') => {
  const typed = line.split(' ');
  const driver = `
    ${before}
    ${await scriptOf('bash')}
    COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')})
    COMP_CWORD=${typed.length - 1}
    _scim_admin
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return offers(execFileSync('bash', ['--norc', '-c', driver], { encoding: 'utf8' }));
};

const common = Object.keys(COMMON_OPTIONS).map((option) => `--${option}`);

describe('in bash,', () => {
  test.each(['scim-admin', 'npm run admin --'])('%s goes on with every command there is', async (begin) => {
    const firsts = await completed(`${begin} `);
    expect(firsts.length).toBe(new Set(firsts).size);
    const names = await Promise.all(
      firsts.map(async (first) => {
        const seconds = (await completed(`${begin} ${first} `)).filter((word) => /^[a-z]/.test(word));
        return Object.hasOwn(COMMANDS, first) ? [first] : seconds.map((second) => `${first} ${second}`);
      }),
    );
    expect(names.flat().toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
  });

  test.each<[string, readonly string[]]>([
    ['scim-admin to', ['tokens']],
    ['scim-admin tokens r', ['revoke', 'rotate']],
    ['npm run admin -- tokens rotate ', ['--tenant', '--token', '--overlap', ...common]],
    ['npm run admin -- tokens rotate --tenant contoso --t', ['--tenant', '--token']],
    ['scim-admin tokens rotate --tenant ', []],
    ['scim-admin tenants set --group-names ', ['unique', 'any']],
    ['scim-admin tenants set --tenant contoso --group-names u', ['unique']],
    ['scim-admin completion ', ['bash', 'zsh', 'fish']],
    ['scim-admin fsck ', []],
    ['scim-admin fsck contoso --', ['--repair', ...common]],
    ['scim-admin nothing ', []],
  ])('"%s" is completed by %j', async (line, expected) => {
    expect(await completed(line)).toEqual(expected);
  });

  test.each(['npm ', 'npm run ad', 'npm run test -- '])('"%s" is left to npm', async (line) => {
    expect(await completed(line)).toEqual([]);
    const own = "_npm_completion() { COMPREPLY=('of-npm'); }";
    expect(await completed(line, own)).toEqual(['of-npm']);
  });

  test('scim-admin is the same as npm run admin', async () => {
    const driver = `npm() { printf '%s\\n' "$@"; }\n${await scriptOf('bash')}\nscim-admin tokens list --tenant 'a b'`;
    const said = execFileSync('bash', ['--norc', '-c', driver], { encoding: 'utf8' });
    expect(offers(said)).toEqual(['run', '--silent', 'admin', '--', 'tokens', 'list', '--tenant', 'a b']);
  });
});

test.each(['bash', 'zsh', 'fish'])(
  'the script for %s has every command, and asks no service',
  async (shell) => {
    const { out, targets } = await run(words(`completion ${shell}`));
    expect(targets).toEqual([]);
    for (const name of Object.keys(COMMANDS)) expect(out).toContain(`'${name}'`);
  },
);

test('fish takes what is offered for text, not for options of its own commands', async () => {
  const script = await scriptOf('fish');
  expect(script).toContain("string split -- ' ' '--");
  expect(script).not.toMatch(/string split (?!-- )/);
});
