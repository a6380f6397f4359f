import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InProcess } from '../service/in-process.ts';
import { post, remove, userBody } from '../service/requests.ts';

export interface Changes {
  readonly created: number;
  readonly deleted: number;
}

/** Milliseconds between two changes: a tenant that is busy, on a machine that has to serve the walk as well. */
const PAUSE_MS = 10;

/** Until the end of it, users are created, and one of those who may go is deleted, anywhere in the order, each time. */
export const churn = async (service: InProcess, leaving: string[], end: AbortSignal): Promise<Changes> => {
  let [created, deleted] = [0, 0];
  while (!end.aborted) {
    const { body } = await service.send(post('/Users', userBody(randomUUID())));
    created += 1;
    const [gone] = leaving.splice(Math.floor(Math.random() * leaving.length), 1, body.id);
    if (gone !== undefined) {
      await service.send(remove(`/Users/${gone}`));
      deleted += 1;
    }
    await sleep(PAUSE_MS);
  }
  return { created, deleted };
};
