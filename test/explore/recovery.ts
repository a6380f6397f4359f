import { abandonCreation, finishDeletion } from '../../lambda/store/dynamo/finishing.ts';
import { writing } from '../../lambda/store/dynamo/writing.ts';
import { call } from '../store/examples.ts';
import { TENANT, type World } from './world.ts';

/** Whether work is left whose client is gone. */
export const isLeftPending = async ({ items }: World): Promise<boolean> =>
  (await items()).some(({ kind }) => kind === 'pending');

/** Finishes or undoes it. */
export const sweepUp = async ({ client, table, items }: World): Promise<void> => {
  const context = writing({ client, name: table }, TENANT, call());
  for (const { kind, pk, sk, type, work } of await items()) {
    if (kind !== 'pending' || pk === 'pending') continue;
    if (work === 'creating') await abandonCreation(context, sk);
    else await finishDeletion(context, { id: sk, type: type === 'Group' ? 'Group' : 'User' });
  }
};
