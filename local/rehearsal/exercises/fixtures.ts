import { isDeepStrictEqual } from 'node:util';
import { type Outcome, replay } from '../../replay/replay.ts';
import { PROVIDERS } from '../../replay/scenario.ts';
import type { Exercise } from './exercise.ts';

/** Plays what each identity provider sends, each conversation to a tenant of its own. */
export const fixtures: Exercise = {
  title: 'What identity providers send',
  run: async ({ openTenant, signal }, note) => {
    let steps = 0;
    const differences: string[] = [];
    for (const provider of PROVIDERS) {
      for (const scenario of provider.scenarios) {
        signal.throwIfAborted();
        const tenant = await openTenant(scenario.tenant);
        for await (const outcome of replay(provider, scenario, tenant)) {
          steps += 1;
          const place = `${provider.name}: ${scenario.title}`;
          if (differs(outcome)) differences.push(`${place}\n${JSON.stringify(outcome, null, 2)}`);
        }
      }
    }
    const count = PROVIDERS.reduce((sum, { scenarios }) => sum + scenarios.length, 0);
    if (differences.length > 0) {
      throw new Error(`${differences.length} of ${steps} answers differ\n${differences.join('\n')}`);
    }
    note(`${count} conversations of ${PROVIDERS.length} providers`);
    note(`${steps} answers as recorded`);
  },
};

const differs = ({ actual, expected }: Outcome): boolean => !isDeepStrictEqual(actual, expected);
