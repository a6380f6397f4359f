import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replay } from '../../local/replay/replay.ts';
import { PROVIDERS, type Provider } from '../../local/replay/scenario.ts';
import { type Service, startService } from './service.ts';

/** The family name of everybody in the fixtures. */
const PERSON = 'quintaneiro';
/** The passwords that the fixtures send. */
const PASSWORDS = ['c0rrecthorseBatterystaple', '1mz050nqCorrectHorse'];

let service: Service;
let tokens: string[];
let logs: string;
let items: string;

beforeAll(async () => {
  service = await startService();
  tokens = [service.target.token];
  await Promise.all(PROVIDERS.map(playAll));
  logs = service.logLines().join('\n').toLowerCase();
  items = JSON.stringify(await service.items()).toLowerCase();
}, 120_000);

afterAll(() => service?.close());

const playAll = async (provider: Provider): Promise<void> => {
  for (const scenario of provider.scenarios) {
    const target = await service.openTenant(scenario.tenant);
    tokens.push(target.token);
    for await (const _outcome of replay(provider, scenario, target));
  }
};

/** The secret part of a token, without what tells tokens apart. */
const secretOf = (token: string): string => token.slice(token.lastIndexOf('_') + 1).toLowerCase();

const occurrences = (text: string, canary: string): number => text.split(canary.toLowerCase()).length - 1;

describe('after everything that the fixtures do', () => {
  test('the canaries were there to be found', () => {
    const fixtures = JSON.stringify(PROVIDERS).toLowerCase();
    for (const canary of [PERSON, ...PASSWORDS]) expect(occurrences(fixtures, canary)).toBeGreaterThan(0);
    expect(occurrences(items, PERSON)).toBeGreaterThan(0);
    expect(occurrences(logs, 'audit')).toBeGreaterThan(PROVIDERS.length);
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
