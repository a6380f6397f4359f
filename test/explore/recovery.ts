import { FIRST_STATE, fsckStep } from '../../lambda/store/dynamo/fsck/step.ts';
import { sweep } from '../../lambda/store/dynamo/sweeping.ts';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import type { Answer } from './request.ts';
import { TENANT, type World } from './world.ts';

const HOUR_MS = 3_600_000;

/** Whether work is left whose client is gone. */
export const isLeftPending = async ({ items }: World): Promise<boolean> =>
  (await items()).some(({ kind }) => kind === 'pending');

/** The sweeper, at a time when it takes nothing for work that somebody is still at. 500 where it has failed. */
export const sweepUp = async (table: Table): Promise<Answer> => {
  const late = Date.now() + HOUR_MS;
  const { left } = await sweep({ table, now: () => late, deadline: late });
  const errors = left.filter(({ error }) => error !== undefined);
  return errors.length > 0 ? { status: 500, body: String(errors[0]?.error) } : { status: 200 };
};

/** What fsck finds wrong, in sentences. */
export const fsckFindings = async (table: Table): Promise<readonly string[]> => {
  const late = Date.now() + HOUR_MS;
  const { findings } = await fsckStep(
    {
      table,
      tenant: TENANT,
      groupNames: 'unique',
      repair: false,
      now: () => late,
      requestId: 'explore',
      until: late,
    },
    FIRST_STATE,
  );
  return findings
    .filter(({ outcome }) => outcome !== 'noted')
    .map(({ fault, means, where }) => `${fault}: ${means}: ${where}`);
};
