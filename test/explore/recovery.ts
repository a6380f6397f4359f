import { sweep } from '../../lambda/store/dynamo/sweeping.ts';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import type { Answer } from './request.ts';
import type { World } from './world.ts';

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
