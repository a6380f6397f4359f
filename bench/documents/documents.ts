import { costsPage } from '../bill/page.ts';
import type { Costs } from '../costs/measure.ts';
import type { Growth } from '../growth/part.ts';
import { growthPicture } from '../growth/picture.ts';
import { PARTS } from '../parts.ts';
import { type Recorded, readRecorded } from '../recorded.ts';
import { benchmarksPage } from './benchmarks-page.ts';

/** Everything in `docs` that follows from what was measured, by its path there. */
export const documents = async (): Promise<ReadonlyMap<string, string>> => {
  const measured = await Promise.all(
    PARTS.map(async (part) => ({ part, recorded: await readRecorded(part.name) })),
  );
  const [costs, growth] = ['costs', 'growth'].map(
    (name) => measured.find(({ part }) => part.name === name)?.recorded,
  );
  return new Map([
    ['benchmarks.md', benchmarksPage(measured)],
    ...(costs ? [['costs.md', costsPage((costs as Recorded<Costs>).results)] as const] : []),
    ...(growth ? [['images/growth.svg', growthPicture((growth as Recorded<Growth>).results)] as const] : []),
  ]);
};
