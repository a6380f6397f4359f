import { afterEach, expect, jest, test } from '@jest/globals';
import type { ExplainedList } from '../../lambda/service/list/explanation.ts';

process.env['MAX_READ_UNITS_PER_REQUEST'] = '20000';

const LIST: ExplainedList = {
  plan: 'entries',
  attributes: ['userName'],
  found: 'exact',
  read: 1,
  matched: 1,
  readUnits: 4,
};

/** What is written of a list at a level. */
const writtenAt = async (level: string): Promise<readonly string[]> => {
  jest.resetModules();
  process.env['LOG_LEVEL'] = level;
  process.env['POWERTOOLS_DEV'] = 'true';
  const lines: string[] = [];
  jest.spyOn(console, 'debug').mockImplementation((line) => {
    lines.push(String(line));
  });
  const { listSettings } = await import('../../lambda/http/list-settings.ts');
  const settings = listSettings();
  expect(settings.maxReadUnits).toBe(20_000);
  settings.explain(LIST);
  return lines;
};

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['LOG_LEVEL'];
  delete process.env['POWERTOOLS_DEV'];
});

test('how a list was served is one line at DEBUG, and none at INFO', async () => {
  const [line = '', ...more] = await writtenAt('DEBUG');
  expect(more).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({ level: 'DEBUG', message: 'list', list: LIST });
  expect(await writtenAt('INFO')).toEqual([]);
});
