/** The guide for identity admins quotes what the service says, and maps to what it has. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parsePath } from '../../lambda/scim/path.ts';
import type { ResourceModel } from '../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { codeIn, PROJECT } from './support/documents.ts';

const read = (file: string): string => readFileSync(join(PROJECT, file), 'utf8');
const GUIDE = read('docs/entra-setup.md');

const COMMENT = /\/\*.*?\*\/|^ *\/\/.*?$/gms;
const LITERAL = /'((?:[^'\\\n]|\\.)+)'|`((?:[^`\\]|\\.)+)`/gs;
const FILLED_IN = /\$\{[^}]*\}/;
/** Characters that a sentence has of its own. With fewer, what is filled in could be anything. */
const TELLING = 10;

/** The texts that stand in the sources of whatever answers; what is filled in is left open. */
const SENTENCES: readonly RegExp[] = globSync(['lambda/**/*.ts', 'lib/gateway-responses.ts'], {
  cwd: PROJECT,
})
  .flatMap((file) => [...read(file).replaceAll(COMMENT, '').matchAll(LITERAL)])
  .map(([, plain, template]) => (plain ?? template ?? '').replaceAll(/\\(.)/gs, '$1').split(FILLED_IN))
  .filter((parts) => parts.join('').length >= TELLING)
  .map((parts) => new RegExp(`^${parts.map((part) => RegExp.escape(part)).join('.+')}$`, 's'));

const isSaid = (quoted: string): boolean => SENTENCES.some((sentence) => sentence.test(quoted));

describe('what the guide quotes', () => {
  const quotes = [...new Set([...GUIDE.matchAll(/“([^”]+)”/g)].map(([, quote = '']) => quote))];

  test('are errors, a good dozen of them', () => {
    expect(quotes.length).toBeGreaterThan(12);
  });

  test.each(quotes)('is what the service says: %s', (quote) => {
    expect(isSaid(quote)).toBe(true);
  });

  test.each(['another User has that userName', 'active must be true or false', 'The service has failed.'])(
    'is nothing else: %s',
    (invented) => {
      expect(isSaid(invented)).toBe(false);
    },
  );
});

describe.each([
  ['Users', USER],
  ['Groups', GROUP],
] as const)('the mappings of %s', (heading, model: ResourceModel) => {
  const [section = ''] = GUIDE.split(`### ${heading}\n`)[1]?.split(/^#/m) ?? [];
  const rows = [...section.matchAll(/^\| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)]
    .map(([, here = '', recommended = '']) => ({ targets: codeIn(here), recommended }))
    .filter(({ targets }) => targets.length > 0);

  test.each(rows.flatMap(({ targets }) => targets))('lead to an attribute: %s', (target) => {
    expect(parsePath(target, model)).toMatchObject({ kind: 'attribute' });
  });

  test('match by what can be looked up', () => {
    const matching = rows.filter(({ recommended }) => /matching, precedence/i.test(recommended));
    const found = model.indexes.map(({ attribute }) => attribute);
    expect(matching.length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining(matching.flatMap(({ targets }) => targets)));
  });
});
