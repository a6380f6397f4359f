import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replay } from '../../local/replay/replay.ts';
import { PROVIDERS } from '../../local/replay/scenario.ts';
import { type Service, startService } from '../e2e/service.ts';

let service: Service;
const tokens: string[] = [];

beforeAll(async () => {
  service = await startService();
  tokens.push(service.target.token);
}, 60_000);

afterAll(() => service?.close());

describe.each(PROVIDERS.map((provider) => [provider.name, provider] as const))('%s', (_name, provider) => {
  const scenarios = provider.scenarios.map((scenario) => [scenario.title, scenario] as const);

  test.each(scenarios)('%s', async (_title, scenario) => {
    const tenant = await service.openTenant(scenario.tenant);
    tokens.push(tenant.token);
    for await (const { step, actual, expected } of replay(provider, scenario, tenant)) {
      expect({ step, ...actual }).toStrictEqual({ step, ...expected });
    }
  });
});

describe('after all of this', () => {
  /** The family name of everybody in the fixtures. */
  const PERSON = 'quintaneiro';
  /** The passwords that the fixtures send. */
  const PASSWORDS = ['c0rrecthorseBatterystaple', '1mz050nqCorrectHorse'];

  let logs: string;
  let items: string;

  beforeAll(async () => {
    logs = service.logLines().join('\n').toLowerCase();
    items = JSON.stringify(await service.items()).toLowerCase();
  });

  /** The secret part of a token, without what tells tokens apart. */
  const secretOf = (token: string): string => token.slice(token.lastIndexOf('_') + 1);

  const occurrences = (text: string, canary: string): number => text.split(canary.toLowerCase()).length - 1;

  test('the canaries were there to be found', () => {
    const fixtures = JSON.stringify(PROVIDERS).toLowerCase();
    for (const canary of [PERSON, ...PASSWORDS]) expect(occurrences(fixtures, canary)).toBeGreaterThan(0);
    expect(occurrences(items, PERSON)).toBeGreaterThan(0);
    expect(occurrences(logs, 'audit')).toBeGreaterThan(PROVIDERS.length);
    expect(tokens.length).toBeGreaterThan(PROVIDERS.length);
  });

  test('no log line holds a password', () => {
    for (const password of PASSWORDS) expect(occurrences(logs, password)).toBe(0);
  });

  test('no log line holds the secret of a token', () => {
    for (const token of tokens) expect(occurrences(logs, secretOf(token))).toBe(0);
  });

  test("no log line holds a person's name", () => {
    expect(occurrences(logs, PERSON)).toBe(0);
  });

  test('no item of the table holds a password', () => {
    for (const password of PASSWORDS) expect(occurrences(items, password)).toBe(0);
  });

  test('no item of the table holds the secret of a token', () => {
    for (const token of tokens) expect(occurrences(items, secretOf(token))).toBe(0);
  });
});
