import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { remove } from '../action.ts';
import { batchGet } from '../batch.ts';
import { isId } from '../id.ts';
import { identity } from '../item/entry.ts';
import { entryPartition, resourceKey } from '../keys.ts';
import type { Item } from '../table.ts';
import { checkOwner } from './entries-of-resource.ts';
import { changed, type Suspicion } from './finding.ts';
import { namesOf } from './names-of-entries.ts';
import { type Check, isAbsent, keyOf, MODELS, partitionPage } from './scope.ts';
import { idOrNot, repair, suspicion, suspicionsOfItem } from './suspicion.ts';

/** The index entries of an attribute: whether their owners name them. */
const entriesOf = (type: ResourceTypeName, attribute: string): Check => ({
  title: `${type.toLowerCase()}s by ${attribute}`,
  page: async (scope, at) => {
    const pk = entryPartition(scope.tenant, type, attribute);
    const { items, next } = await partitionPage(scope, at, { pk, pageSize: 250 });
    // The values are not as evenly spread as ids, so nobody knows how far this is.
    return { items, ...(next !== undefined && { next }) };
  },
  examine: async (scope, items) => {
    const there = items.filter((item) => !isAbsent(item));
    const keyOfOwner = ({ owner }: Item) => resourceKey(scope.tenant, type, String(owner));
    const owner = await batchGet(
      scope,
      there.filter(({ kind }) => kind === 'entry').map(keyOfOwner),
      '#kind, #version, #entries',
    );
    return there.flatMap((item): readonly Suspicion[] => {
      const id = String(item['owner']);
      const where = `${attribute} of ${type} ${idOrNot(id)}`;
      const general = suspicionsOfItem(scope, item, item, 'entry', where, isId(id) ? [id] : []);
      if (item['kind'] !== 'entry') return general;
      const own = owner(keyOfOwner(item));
      const name = identity([attribute, item['sk']]);
      if (own && namesOf(own).some((one) => identity(one) === name)) return general;
      const away = repair(scope, 'deletes the entry', () => [
        checkOwner(scope, type, id, own),
        remove(keyOf(item), {
          condition: '#owner = :read',
          values: { read: item['owner'] },
          refused: changed,
        }),
      ]);
      return [...general, suspicion('stray entry', item, where, [id], [own], { repair: away })];
    });
  },
});

export const entries: readonly Check[] = Object.values(MODELS).flatMap(({ name, indexes }) =>
  indexes.map(({ attribute }) => entriesOf(name, attribute)),
);
