import '../harness/one-realm.ts';
import { describe, expect, jest, test } from '@jest/globals';
import { useDatabase } from '../harness/database.ts';
import { everyCrash } from './crashes.ts';
import { createExplorer, type Explorer, type Finding } from './explorer.ts';
import { operationNamed } from './operations.ts';
import { PLANTS } from './plants.ts';

jest.setTimeout(900_000);

const database = useDatabase();

const explorers = new Map<string, Explorer>();
const explorerWith = (plant: string): Explorer => {
  const fault = PLANTS[plant];
  if (!fault) throw new Error(`there is no fault ${plant}`);
  const explorer =
    explorers.get(plant) ?? createExplorer({ endpoint: () => database.endpoint(), plant: fault });
  explorers.set(plant, explorer);
  return explorer;
};

/** The first run of an operation that finds something: one without a crash comes first. */
const firstFinding = async (plant: string, operation: string): Promise<Finding | undefined> => {
  for await (const finding of everyCrash(explorerWith(plant), operationNamed(operation), '1')) {
    if (finding.violations.length > 0) return finding;
  }
  return undefined;
};

describe('a fault that is planted in the store is found', () => {
  test.each([
    ['mirror-not-written', 'add-1', /there is no mirror/],
    ['mirror-not-written', 'create-group-of-29', /there is no mirror/],
    ['claim-not-freed', 'rename-user', /there is a stray index entry/],
    ['claim-not-freed', 'rename-group', /there is a stray index entry/],
    ['claim-not-freed', 'delete-user-in-0', /there is a stray index entry/],
    ['gate-not-counted', 'add-1', /there is a stray gate/],
    ['gate-not-counted', 'delete-user-in-3', /there is a stray gate/],
  ])('%s, by %s without a crash', async (plant, operation, words) => {
    const finding = await firstFinding(plant, operation);
    expect(finding).toMatchObject({ deaths: 0 });
    expect(finding?.violations.join('\n')).toMatch(words);
  });

  test.each([['delete-user-in-3'], ['delete-group-in-a-group']])(
    'deletion-not-pending, by a crash in %s and not without one',
    async (operation) => {
      const finding = await firstFinding('deletion-not-pending', operation);
      expect(finding).toMatchObject({ deaths: 1 });
      expect(finding?.violations.join('\n')).toMatch(/a member without a stub|there is a stray mirror/);
    },
  );
});
