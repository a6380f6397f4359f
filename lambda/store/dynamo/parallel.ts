import pMap from 'p-map';

/** How many calls of one request are under way at a time. */
const WIDTH = 16;

/** How many small partitions are read side by side: those of all resources of a page of the usual size. */
export const PARTITIONS_AT_ONCE = 128;

/**
 * Does `work` for each element, side by side. Everything that was begun has ended when it returns or throws:
 * a function that has answered is frozen, and nothing of its work may be left over.
 */
export const inParallel = async <Element, Result>(
  elements: readonly Element[],
  work: (element: Element) => Promise<Result>,
  width = WIDTH,
): Promise<readonly Result[]> => {
  try {
    return await pMap(elements, work, { concurrency: width, stopOnError: false });
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
};
