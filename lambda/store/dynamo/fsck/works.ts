import { check, put, remove } from '../action.ts';
import { batchGet } from '../batch.ts';
import { deleteStrayListing, tenantWorkOf } from '../item/pending.ts';
import { PENDING_LISTING, pendingKey, pendingListingKey, resourceKey } from '../keys.ts';
import { pendingIds } from '../pending.ts';
import { queryAll } from '../read-item.ts';
import { endWork, isSettled } from '../sweeping.ts';
import type { Item } from '../table.ts';
import { ABSENT, changed, PRESENT, type Suspicion } from './finding.ts';
import { type Check, isAbsent, keyOf, type Scope } from './scope.ts';
import { idOrNot, repair, suspicion, suspicionsOfItem } from './suspicion.ts';

/** Each work under way: its two entries, what it is about, and whether anybody can still be at it. */
export const works: Check = {
  title: 'work under way',
  page: async (scope) => {
    const { tenant } = scope;
    const range = { from: `${tenant}#`, to: `${tenant}#\u{10FFFF}` };
    const listed = await queryAll(scope, { pk: PENDING_LISTING, range, projection: '#sk' });
    const listedIds = listed.map(({ sk }) => String(sk).slice(tenant.length + 1));
    const ids = new Set([...(await pendingIds(scope)), ...listedIds]);
    const keys = [...ids].map((id) => pendingKey(tenant, id));
    const found = await batchGet(scope, keys);
    return { items: keys.map((key) => found(key) ?? key) };
  },
  examine: async (scope, items) => {
    const { tenant } = scope;
    const listing = await batchGet(
      scope,
      items.map(({ sk }) => pendingListingKey(tenant, sk)),
    );
    const resource = await batchGet(
      scope,
      items.flatMap((item) => resourceKeyOf(scope, item, listing(pendingListingKey(tenant, item['sk'])))),
      '#kind, #version',
    );
    return items.flatMap((item) => {
      const listed = listing(pendingListingKey(tenant, item['sk']));
      const [key] = resourceKeyOf(scope, item, listed);
      return examineWork(scope, item, listed, key && resource(key));
    });
  },
};

/** The resource that a work is about, as far as its entries tell. */
const resourceKeyOf = ({ tenant }: Scope, item: Item, listed: Item | undefined) => {
  const type = item['type'] ?? listed?.['type'];
  return type === 'User' || type === 'Group' ? [resourceKey(tenant, type, item['sk'])] : [];
};

const examineWork = (
  scope: Scope,
  item: Item,
  listed: Item | undefined,
  resource: Item | undefined,
): readonly Suspicion[] => {
  const { tenant } = scope;
  const id = item['sk'];
  const where = `work on ${idOrNot(id)}`;
  const evidence = [listed, resource];
  const entry = isAbsent(item) ? listed : item;
  if (!entry) return [];
  const general = [item, listed].flatMap((one) =>
    one && !isAbsent(one) ? suspicionsOfItem(scope, item, one, 'pending', where, [id]) : [],
  );
  if (general.length > 0) return general;
  const work = tenantWorkOf(entry);
  const found = (fault: Suspicion['fault'], rest: Pick<Suspicion, 'repair' | 'advice'>) => [
    suspicion(fault, item, where, [id], evidence, rest),
  ];
  if (isAbsent(item)) {
    const listing = { ...listed, ...keyOf(item) };
    return found('stray work', {
      repair: resource
        ? repair(scope, 'strikes it off', () => deleteStrayListing(work))
        : repair(scope, 'tells the tenant of it', () => [
            check(pendingListingKey(tenant, id), PRESENT),
            put({ ...listing, by: scope.by }, ABSENT),
          ]),
    });
  }
  const unchanged = {
    condition: '#work = :work AND #since = :since',
    values: { work: work.work ?? '', since: work.since ?? '' },
    refused: changed,
  };
  if (resource) {
    return found('wrong work', {
      repair: repair(scope, 'strikes it off', () => [
        check(resourceKey(tenant, work.type, id), PRESENT),
        remove(keyOf(item), unchanged),
        remove(pendingListingKey(tenant, id)),
      ]),
    });
  }
  if (!listed || !isAlike(item, listed)) {
    return found('unlisted work', {
      repair: repair(scope, 'lists it', () => [
        check(keyOf(item), unchanged),
        put({ ...item, ...pendingListingKey(tenant, id), by: scope.by }),
      ]),
    });
  }
  if (!isSettled(work, scope.now())) return [];
  return found('unfinished work', {
    repair: {
      does: 'finishes it, as the next sweep would',
      make: async () => ((await endWork(scope, work)) === 'finished' ? [] : [{ kind: 'stale' }]),
    },
  });
};

const isAlike = (item: Item, listed: Item): boolean =>
  (['tenant', 'id', 'type', 'work', 'since'] as const).every((name) => item[name] === listed[name]);
