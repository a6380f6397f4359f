import type { Item } from '../harness/invariants.ts';
import { canonical } from './model.ts';

/** What tells of a write, and nothing that follows from it. */
const TOLD: ReadonlySet<string> = new Set(['by', 'created', 'lastModified', 'since', 'deleted', 'ttl']);

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** One text for items from which the same follows: the ids of what is new differ, and the times. */
export const stateOf = (items: readonly Item[], labelOf: (id: string) => string | undefined): string =>
  items
    .map((item) => {
      // Which counter counts what is new follows from its id.
      const { sk, ...rest } = item;
      const facts = Object.entries(item.kind === 'counter' ? rest : { ...rest, sk }).filter(
        ([name]) => !TOLD.has(name),
      );
      return canonical(Object.fromEntries(facts)).replace(ID, (id) => labelOf(id) ?? 'new');
    })
    .sort()
    .join('\n');
