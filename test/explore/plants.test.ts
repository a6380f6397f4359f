import '../harness/one-realm.ts';
import { describe, expect, jest, test } from '@jest/globals';
import { useDatabase } from '../harness/database.ts';
import { everyCrash } from './crashes.ts';
import { createExplorer, type Finding } from './explorer.ts';
import { OPERATIONS, operationNamed } from './operations.ts';
import { PLANTS } from './plants.ts';

jest.setTimeout(300_000);

const database = useDatabase();

const explorerWith = (plant: string) => {
  const fault = PLANTS[plant];
  if (!fault) throw new Error(`there is no fault ${plant}`);
  return createExplorer({ endpoint: () => database.endpoint(), plant: fault });
};

/** The first run that finds something, the operations explored one after the other. */
const firstFinding = async (plant: string): Promise<Finding | undefined> => {
  const explorer = explorerWith(plant);
  for (const operation of OPERATIONS.filter(({ population }) => population === 'office')) {
    for await (const finding of everyCrash(explorer, operation, '1')) {
      if (finding.violations.length > 0) return finding;
    }
  }
  return undefined;
};

describe('a fault that is planted in the store is found', () => {
  test.each([
    ['mirror-not-written', /there is no mirror/],
    ['claim-not-freed', /there is a stray index entry/],
    ['gate-not-counted', /there is a stray gate/],
    ['deletion-not-pending', /a member without a stub/],
  ])('%s', async (plant, words) => {
    const finding = await firstFinding(plant);
    expect(finding?.violations.join('\n')).toMatch(words);
  });
});

test('what only a crash brings to light is not found without one', async () => {
  const explorer = explorerWith('deletion-not-pending');
  const findings = await Array.fromAsync(everyCrash(explorer, operationNamed('delete-user-in-3'), '1'));
  const [whole] = findings;
  expect(whole).toMatchObject({ deaths: 0, violations: [] });
  expect(findings.some(({ deaths, violations }) => deaths === 1 && violations.length > 0)).toBe(true);
});
