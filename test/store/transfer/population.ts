import fc from 'fast-check';
import { indexedValues } from '../../../lambda/scim/index-entries.ts';
import type { Attributes, Reference } from '../../../lambda/scim/resource.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import { NotFound } from '../../../lambda/store/error.ts';
import type { Call, Directory } from '../../../lambda/store/port.ts';

/** What becomes of a directory, in the order in which it happens. Numbers stand for resources, modulo how many there are. */
export type Event =
  | { readonly kind: 'user'; readonly name: string; readonly title: string }
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly number[] }
  | { readonly kind: 'rename'; readonly whom: number; readonly name: string }
  | { readonly kind: 'join'; readonly group: number; readonly whom: readonly number[] }
  | { readonly kind: 'leave'; readonly group: number; readonly whom: number }
  | { readonly kind: 'delete'; readonly whom: number };

const place = fc.nat({ max: 40 });
/** Of any script, with marks that end lines for some who read them, and long ones. */
const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('line\u2028separator', 'para\u2029graph', 'Straße', 'İstanbul', '﷽', 'quote"\\'),
  fc.integer({ min: 400, max: 1_500 }).map((length) => 'ü'.repeat(length)),
);

export const events: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('user' as const), name, title: name }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('group' as const), name, members: fc.array(place) }),
    },
    fc.record({ kind: fc.constant('rename' as const), whom: place, name }),
    fc.record({ kind: fc.constant('join' as const), group: place, whom: fc.array(place, { maxLength: 8 }) }),
    fc.record({ kind: fc.constant('leave' as const), group: place, whom: place }),
    fc.record({ kind: fc.constant('delete' as const), whom: place }),
  ),
  { minLength: 1, maxLength: 25 },
);

const userOf = (userName: string, title: string) => {
  const attributes: Attributes = { userName, title, active: true };
  return { attributes, entries: indexedValues(USER, attributes, 'unique') };
};
const groupOf = (displayName: string) => {
  const attributes: Attributes = { displayName };
  return { attributes, entries: indexedValues(GROUP, attributes, 'unique') };
};

/** Lets it all happen; names are made different by a number. @returns who is there in the end */
export const populate = async (
  directory: Directory,
  tenant: string,
  story: readonly Event[],
): Promise<readonly Reference[]> => {
  const call = (): Call => ({
    by: { tokenId: 'token', requestId: 'request', sourceIp: '192.0.2.1', dialect: 'other' },
    deadline: Date.now() + 30_000,
  });
  let there: Reference[] = [];
  const at = <One>(all: readonly One[], index: number): One[] =>
    all.slice(index % Math.max(all.length, 1)).slice(0, 1);
  const groups = () => there.filter(({ type }) => type === 'Group');
  for (const [index, event] of story.entries()) {
    switch (event.kind) {
      case 'user': {
        const content = userOf(`${event.name}-${index}`, event.title);
        const { id } = await directory.create(tenant, 'User', content, [], call());
        there.push({ id, type: 'User' });
        break;
      }
      case 'group': {
        const members = event.members.flatMap((one) => at(there, one));
        const content = groupOf(`${event.name}-${index}`);
        const { id } = await directory.create(tenant, 'Group', content, members, call());
        there.push({ id, type: 'Group' });
        break;
      }
      case 'rename':
        for (const { id, type } of at(there, event.whom)) {
          const previous = await directory.read(tenant, type, id, call());
          if (!previous) throw new NotFound('it was there');
          const renamed = `${event.name}-${index}`;
          const next = type === 'User' ? userOf(renamed, 'renamed') : groupOf(renamed);
          await directory.update(tenant, { previous, next, unchanged: 'resource' }, call());
        }
        break;
      case 'join':
        for (const { id } of at(groups(), event.group)) {
          const add = event.whom.flatMap((one) => at(there, one));
          await directory.changeMembers(tenant, id, { add, remove: [] }, call());
        }
        break;
      case 'leave':
        for (const { id } of at(groups(), event.group)) {
          const remove = at(there, event.whom).map((one) => one.id);
          await directory.changeMembers(tenant, id, { add: [], remove }, call());
        }
        break;
      case 'delete':
        for (const one of at(there, event.whom)) {
          await directory.remove(tenant, one.type, one.id, undefined, call());
          there = there.filter(({ id }) => id !== one.id);
        }
    }
  }
  return there;
};
