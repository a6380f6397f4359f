import '../harness/one-realm.ts';
import { describe, expect, jest, test } from '@jest/globals';
import { useDatabase } from '../harness/database.ts';
import { everyCrash } from './crashes.ts';
import { createExplorer, described } from './explorer.ts';
import { OPERATIONS } from './operations.ts';

jest.setTimeout(900_000);

/**
 * So many of the crashes of an operation on a larger directory, and none on the largest: `npm run explore` has
 * them all.
 */
const SOME = 1;

const database = useDatabase();
const explorer = createExplorer({ endpoint: () => database.endpoint() });
const inOffice = OPERATIONS.filter(({ population }) => population === 'office');
const onMany = OPERATIONS.filter(({ population }) => population === 'company' || population === 'clubs');

describe('whatever call a client dies at, the directory is as before or as after, and a repeat completes it', () => {
  test.each(inOffice.map((operation) => [operation.name, operation] as const))('%s', async (_, operation) => {
    const findings = await Array.fromAsync(everyCrash(explorer, operation, '1'));
    expect(described(findings)).toBe('');
    const [whole] = findings;
    const deaths = findings.filter((finding) => finding.deaths === 1);
    expect(deaths.length).toBeGreaterThanOrEqual(2 * (whole?.operations.length ?? 0));
  });

  test.each(onMany.map((operation) => [operation.name, operation] as const))('%s', async (_, operation) => {
    const findings = await Array.fromAsync(everyCrash(explorer, operation, '1', SOME));
    expect(described(findings)).toBe('');
    expect(findings.filter(({ deaths }) => deaths === 1).length).toBeGreaterThanOrEqual(SOME);
  });
});
