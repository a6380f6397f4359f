import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DIFFERENCES } from '../../../local/rehearsal/differences.ts';
import { LIMITS } from '../../../local/rehearsal/limits.ts';

const documentation = readFileSync(new URL('../../../docs/rehearsal.md', import.meta.url), 'utf8');
const firstColumn = (heading: string): readonly string[] => {
  const [, section = ''] = documentation.split(`\n## ${heading}\n`);
  const rows = section.split('\n## ')[0]?.match(/^\| .*$/gm) ?? [];
  return rows.slice(1).map((row) => row.split(' | ')[0]?.slice(2) ?? '');
};

test('each limit that the command names is documented with what covers it', () => {
  expect(firstColumn('What it cannot show')).toEqual(LIMITS);
});

test('each change of the template is documented', () => {
  expect(firstColumn('What is changed for it')).toEqual(DIFFERENCES.map(({ change }) => change));
});
