import pMap from 'p-map';
import type { Progress } from '../../command/progress.ts';
import type { Client } from '../http/client.ts';
import { RequestFailed } from '../http/exchange.ts';
import type { Dialect } from '../scim/dialect.ts';
import type { Links } from './links.ts';

/** Whatever the steps of a cycle work with. */
export interface Job {
  readonly client: Client;
  readonly dialect: Dialect;
  readonly links: Links;
  readonly progress: Progress;
  /** The most requests at once. */
  readonly parallel: number;
  /** Aborted: what is under way is finished, and nothing begun. */
  readonly signal: AbortSignal;
}

/**
 * Does something for each item, many at once. An item whose request fails is left as it is: it is still different, so
 * the next cycle tries again, as Entra does.
 * @throws RequestFailed when no other request would succeed either; the signal's reason when the run is stopped
 */
export const forEach = async <Item>(
  { progress, parallel, signal }: Job,
  title: string,
  items: readonly Item[],
  task: (item: Item) => Promise<void>,
): Promise<void> => {
  if (items.length === 0) return;
  const phase = progress.begin(title, items.length);
  let final: RequestFailed | undefined;
  const run = async (item: Item): Promise<void> => {
    if (final || signal.aborted) return;
    try {
      await task(item);
    } catch (error) {
      if (error instanceof RequestFailed) {
        if (error.isFinal) final = error;
      } else if (!signal.aborted) throw error;
    }
    phase.step();
  };
  await pMap(items, run, { concurrency: parallel });
  phase.end();
  if (final) throw final;
  signal.throwIfAborted();
};
