import { inProcess } from './in-process.ts';
import type { Part } from './part.ts';
import { bodies } from './parts/bodies.ts';
import { filters } from './parts/filters.ts';
import { lists } from './parts/lists.ts';
import { patches } from './parts/patches.ts';
import { paths } from './parts/paths.ts';
import { requests } from './parts/requests.ts';
import { type Stopwatch, stopwatch } from './stopwatch.ts';
import { SUBJECT, type Subject } from './subject.ts';

export const PART_NAMES = ['filters', 'paths', 'patches', 'bodies', 'lists', 'requests'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** All parts. @param plant what is wrong with the code that is tried */
export const partsOf = (
  plant: Partial<Subject> = {},
  watch: () => Stopwatch = stopwatch,
): Readonly<Record<PartName, Part>> => {
  const subject = { ...SUBJECT, ...plant };
  return {
    filters: inProcess(filters(subject), watch),
    paths: inProcess(paths, watch),
    patches: inProcess(patches(subject), watch),
    bodies: inProcess(bodies, watch),
    lists: lists(subject),
    requests,
  };
};

/** How many of a dozen inputs in process are of a part. */
const SHARES: Readonly<Record<'filters' | 'paths' | 'patches' | 'bodies', number>> = {
  filters: 5,
  paths: 2,
  patches: 4,
  bodies: 1,
};
const DOZEN = 12;

/** How many inputs each part tries. */
export const countsOf = (counts: {
  readonly inputs: number;
  readonly lists: number;
  readonly requests: number;
}): Readonly<Record<PartName, number>> => {
  const share = (part: keyof typeof SHARES) => Math.ceil((counts.inputs * SHARES[part]) / DOZEN);
  return {
    filters: share('filters'),
    paths: share('paths'),
    patches: share('patches'),
    bodies: share('bodies'),
    lists: counts.lists,
    requests: counts.requests,
  };
};
