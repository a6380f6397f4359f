import '../harness/one-realm.ts';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { useDatabase } from '../harness/database.ts';
import { createExplorer, described } from './explorer.ts';
import { type KillableEngine, startKillableEngine } from './killable-engine.ts';
import { drawSchedule, runSchedule } from './schedules.ts';

jest.setTimeout(900_000);

const SCHEDULES = 24;
const KILLS = 4;

const database = useDatabase();
let engine: KillableEngine;
beforeAll(async () => {
  engine = await startKillableEngine();
});
afterAll(() => engine.stop());

test('requests side by side come out as one after the other, whatever fails and whoever dies', async () => {
  const explorer = createExplorer({ endpoint: () => database.endpoint() });
  for (let number = 0; number < SCHEDULES; number += 1) {
    expect(described([await runSchedule(explorer, drawSchedule('schedule', 'test', number))])).toBe('');
  }
});

test('so they do when the engine is killed on the way and started again on its file', async () => {
  const explorer = createExplorer({ endpoint: () => engine.endpoint(), killEngine: () => engine.kill() });
  let kills = 0;
  for (let number = 0; number < KILLS; number += 1) {
    const finding = await runSchedule(explorer, drawSchedule('kill', 'test', number));
    expect(described([finding])).toBe('');
    kills += finding.trace.filter((line) => /→ kill (before|after)$/.test(line)).length;
  }
  expect(kills).toBeGreaterThan(0);
});
