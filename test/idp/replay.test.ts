import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replay } from '../../local/replay/replay.ts';
import { PROVIDERS } from '../../local/replay/scenario.ts';
import { type Service, startService } from '../e2e/service.ts';

let service: Service;

beforeAll(async () => {
  service = await startService();
}, 60_000);

afterAll(() => service?.close());

describe.each(PROVIDERS.map((provider) => [provider.name, provider] as const))('%s', (_name, provider) => {
  const scenarios = provider.scenarios.map((scenario) => [scenario.title, scenario] as const);

  test.each(scenarios)('%s', async (_title, scenario) => {
    const tenant = await service.openTenant(scenario.tenant);
    for await (const { step, actual, expected } of replay(provider, scenario, tenant)) {
      expect({ step, ...actual }).toStrictEqual({ step, ...expected });
    }
  });
});
