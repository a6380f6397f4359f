import { type JsonObject, quotedBytes } from '../../scim/json.ts';
import type { SortPlace } from '../../scim/sort.ts';
import type { Listing } from './listing.ts';
import { Lookahead } from './lookahead.ts';
import type { Found } from './request.ts';

/**
 * Bytes after which a page ends early, counted as in an answer of Lambda, where the body is a string, and well
 * under its 6 MB; the client goes on behind it, as RFC 7644 §3.4.2.4 has it.
 */
const MAX_PAGE_BYTES = 5_000_000;

/** The resources of a page. */
export interface Filled {
  readonly resources: readonly JsonObject[];
  /** Where the first and the last of them stand. */
  readonly first: SortPlace | undefined;
  readonly last: SortPlace | undefined;
  /** Whether nothing follows them. */
  readonly complete: boolean;
}

interface Entry {
  readonly place: SortPlace;
  readonly resource: JsonObject;
}

/**
 * Fills a page of `count` with what was found.
 * @param beside what is done beside the reads of its last resources, when others follow these
 */
export const fillPage = async (
  { presenter, presentedAtOnce }: Listing,
  found: Found,
  count: number,
  beside: (last: SortPlace) => Promise<void>,
): Promise<Filled> => {
  const ahead = new Lookahead(found.chunks);
  const entries: Entry[] = [];
  let bytes = 0;
  while (entries.length < count) {
    const some = await ahead.take(Math.min(count - entries.length, presentedAtOnce));
    const last = some.at(-1);
    if (!last) break;
    const isLast = entries.length + some.length === count && (await ahead.hasMore());
    const [present] = await Promise.all([
      found.present ?? presenter(some.map(({ resource }) => resource)),
      isLast && beside(last.place),
    ]);
    for (const { place, resource } of some) {
      const shown = present(resource);
      if (!shown) continue;
      bytes += quotedBytes(JSON.stringify(shown.resource));
      if (bytes > MAX_PAGE_BYTES && entries.length > 0) return filled(entries, false);
      entries.push({ place, resource: shown.resource });
    }
  }
  return filled(entries, !(await ahead.hasMore()));
};

const filled = (entries: readonly Entry[], complete: boolean): Filled => ({
  resources: entries.map(({ resource }) => resource),
  first: entries[0]?.place,
  last: entries.at(-1)?.place,
  complete,
});
