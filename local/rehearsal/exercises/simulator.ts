import { main as simulate } from '../../simulate/main.ts';
import type { Exercise } from './exercise.ts';

const DIALECTS = ['default', 'flag'];

/** Lets the simulator provision its sample directory, as Entra ID would, in either dialect. */
export const simulator: Exercise = {
  title: 'npm run simulate, in both dialects',
  run: async ({ openTenant, signal }, note) => {
    for (const dialect of DIALECTS) {
      const { tenantUrl, token } = await openTenant();
      const said: string[] = [];
      const say = (text: string) => said.push(text);
      const status = await simulate(['--url', tenantUrl, '--dialect', dialect], {
        out: say,
        error: say,
        screen: undefined,
        dataFolder: '',
        token,
        signal,
      });
      if (status !== 0) throw new Error(`dialect ${dialect} ended with ${status}\n${said.join('\n')}`);
    }
    note('no differences');
  },
};
