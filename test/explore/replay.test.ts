import '../harness/one-realm.ts';
import { describe, expect, jest, test } from '@jest/globals';
import { UsageError } from '../../local/admin/error.ts';
import { useDatabase } from '../harness/database.ts';
import { parseCommandLine } from './command-line.ts';
import { nameOf as nameOfCrash } from './crashes.ts';
import { createExplorer } from './explorer.ts';
import { OPERATIONS, operationNamed } from './operations.ts';
import { parseName, replay } from './replay.ts';
import { drawSchedule, nameOf } from './schedules.ts';

jest.setTimeout(120_000);

const database = useDatabase();

describe('the name of a run', () => {
  const schedules = Array.from({ length: 5 }, (_, number) => drawSchedule('schedule', 'replay', number));

  test('says all that it depends on', () => {
    for (const schedule of schedules) expect(parseName(nameOf(schedule))).toEqual({ schedule });
    const operation = operationNamed('add-29');
    const crash = { operation, call: 7, side: 'within', recovery: 'sweep', seed: 'a/b.3' } as const;
    expect(parseName(nameOfCrash(crash))).toEqual({ crash });
  });

  test.each([
    'crash/add-29',
    'crash/add-29/7/during/repeat/1',
    'crash/no-such/7/after/repeat/1',
    'schedule/',
  ])('%s names none', (name) => {
    expect(() => parseName(name)).toThrow(UsageError);
  });

  test('has the run come out the same, call by call, however often', async () => {
    const explorer = createExplorer({ endpoint: () => database.endpoint() });
    for (const name of schedules.map(nameOf)) {
      const once = await replay(explorer, parseName(name));
      const again = await replay(explorer, parseName(name));
      expect(again).toEqual(once);
    }
  });
});

describe('the command line', () => {
  test('explores everything when nothing is said', () => {
    expect(parseCommandLine([])).toMatchObject({ operations: OPERATIONS, schedules: 1_000, seed: '1' });
  });

  test('says what to explore, and how much of it', () => {
    const line =
      '--operations add-1,put-group --orders 3 --schedules 9 --kills 2 --seed s --plant claim-not-freed';
    expect(parseCommandLine(line.split(' '))).toEqual({
      operations: [operationNamed('add-1'), operationNamed('put-group')],
      orders: 3,
      schedules: 9,
      kills: 2,
      seed: 's',
      replay: undefined,
      plant: 'claim-not-freed',
    });
  });

  test.each([['--plant none'], ['--operations add-2'], ['--schedules many'], ['--schedule 3']])(
    '%s is refused with what to write instead',
    (line) => {
      expect(() => parseCommandLine(line.split(' '))).toThrow(UsageError);
    },
  );
});
