import '../harness/one-realm.ts';
import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../local/admin/error.ts';
import { parseCommandLine } from './command-line.ts';
import { again, fuzz } from './fuzzing.ts';
import { countsOf, PART_NAMES, partsOf } from './parts.ts';
import { PLANTS } from './plants.ts';
import type { Outcome } from './trial.ts';

describe('an input', () => {
  test.each(['filters', 'patches'] as const)(
    'of %s is the same again by its name and the seed',
    async (name) => {
      const part = partsOf(name === 'patches' ? PLANTS['empty-values-kept'] : PLANTS['plan-without-ends'])[
        name
      ];
      const found: Outcome[] = [];
      await fuzz(part, 'replay', 2_000, { found: (outcome) => found.push(outcome), progress: () => {} });
      const [first] = found;
      if (!first) throw new Error('a fault is found');
      const repeated = await again(part, 'replay', Number(first.name.split('/')[1]));
      expect(repeated.name).toBe(first.name);
      expect(repeated.violations).toEqual(first.violations);
      expect(repeated.input()).toBe(first.input());
    },
  );
});

describe('the command line', () => {
  test('tries everything when nothing is said, more than a million inputs of filters, paths and PATCHes', () => {
    const request = parseCommandLine([]);
    expect(request).toMatchObject({ parts: PART_NAMES, requests: 20_000, seed: '1', only: undefined });
    if (!request) throw new Error('it is no call for help');
    const { filters, paths, patches } = countsOf(request);
    expect(filters + paths + patches).toBeGreaterThanOrEqual(1_000_000);
  });

  test('says what is tried, how much of it, and with which seed', () => {
    const line =
      '--parts paths,lists --inputs 12 --lists 3 --requests 4 --seed s --only lists/7 --plant quadratic-parser';
    expect(parseCommandLine(line.split(' '))).toEqual({
      parts: ['paths', 'lists'],
      inputs: 12,
      lists: 3,
      requests: 4,
      seed: 's',
      only: { part: 'lists', number: 7 },
      plant: 'quadratic-parser',
    });
  });

  test.each([
    ['--parts robots'],
    ['--only filters'],
    ['--only robots/1'],
    ['--plant none'],
    ['--inputs many'],
    ['--input 3'],
  ])('%s is refused with what to write instead', (line) => {
    expect(() => parseCommandLine(line.split(' '))).toThrow(UsageError);
  });
});
