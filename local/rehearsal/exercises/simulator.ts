import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main as simulate } from '../../simulate/main.ts';
import { sampleDirectory } from '../../simulate/sample/generate.ts';
import { formatGroups, formatPeople } from '../../simulate/source/files.ts';
import type { Exercise } from './exercise.ts';

const DIALECTS = ['default', 'flag'];
/** Everybody in the sample directory who is odd, and some who are not: the emulator takes a function's time. */
const PEOPLE = 36;

/** Lets the simulator provision a small directory, as Entra ID would, in either dialect. */
export const simulator: Exercise = {
  title: 'npm run simulate, in both dialects',
  run: async ({ openTenant, signal }, note) => {
    const folder = await mkdtemp(join(tmpdir(), 'scim-rehearsal-people-'));
    const [users, groups] = [join(folder, 'users.csv'), join(folder, 'groups.csv')];
    try {
      const directory = sampleDirectory('rehearsal', PEOPLE);
      await writeFile(users, formatPeople(directory));
      await writeFile(groups, formatGroups(directory));
      for (const dialect of DIALECTS) {
        const { tenantUrl, token } = await openTenant();
        const said: string[] = [];
        const say = (text: string) => said.push(text);
        const args = ['--url', tenantUrl, '--dialect', dialect, '--users', users, '--groups', groups];
        const status = await simulate(args, {
          out: say,
          error: say,
          screen: undefined,
          dataFolder: '',
          token,
          signal,
        });
        if (status !== 0) throw new Error(`dialect ${dialect} ended with ${status}\n${said.join('\n')}`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
    note('no differences');
  },
};
