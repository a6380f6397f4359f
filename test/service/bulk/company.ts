import fc from 'fast-check';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { adding, patch, remove } from '../../scim/bulk/support.ts';
import { ENTERPRISE, GROUP_URN, USER_URN } from '../../scim/support.ts';

/** Users and groups that are there before: each is known by its label, which is also its name. */
export const STAFF = ['u0', 'u1'] as const;
export const TEAMS = ['g0'] as const;

/** Whom an operation speaks of: by the label of who is there, or by the bulkId of who is yet to be. */
export type Label = string;

/** An operation as the model understands it. */
export type Deed =
  | { readonly does: 'hire'; readonly name: string; readonly manager: Label | undefined }
  | { readonly does: 'found'; readonly name: string; readonly members: readonly Label[] }
  | { readonly does: 'entitle'; readonly user: Label }
  | { readonly does: 'rename'; readonly user: Label; readonly name: string }
  | { readonly does: 'replace'; readonly user: Label; readonly name: string }
  | { readonly does: 'join'; readonly group: Label; readonly members: readonly Label[] }
  | { readonly does: 'leave'; readonly group: Label; readonly member: Label }
  | { readonly does: 'dismiss'; readonly user: Label }
  | { readonly does: 'dissolve'; readonly group: Label };

/** The most deeds of one request. */
export const MOST_DEEDS = 6;

/** The bulkId of the deed at a place of the request. */
export const bulkIdAt = (place: number): string => `n${place}`;

const NEW = Array.from({ length: MOST_DEEDS }, (_, place) => bulkIdAt(place));
const names = fc.constantFrom('u0', 'u1', 'a', 'A');
const teamNames = fc.constantFrom('g0', 'x', 'y');
const users = fc.constantFrom(...STAFF, ...NEW);
const groups = fc.constantFrom(...TEAMS, ...NEW);
const anybody = fc.constantFrom(...STAFF, ...TEAMS, ...NEW);
const some = fc.uniqueArray(anybody, { maxLength: 2 });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('hire'),
      name: names,
      manager: fc.option(users, { nil: undefined }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('found'), name: teamNames, members: some }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('entitle'), user: users }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('rename'), user: users, name: names }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('replace'), user: users, name: names }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('join'), group: groups, members: some }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('leave'), group: groups, member: anybody }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('dismiss'), user: users }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('dissolve'), group: groups }) },
);

export const deeds = fc.array(deed, { minLength: 1, maxLength: MOST_DEEDS });

/** Whether a deed may give a name back that another one wants. */
export const freesName = ({ does }: Deed): boolean =>
  ['rename', 'replace', 'dismiss', 'dissolve'].includes(does);

/** A deed as an operation of a bulk request. */
export const operationFor = (
  one: Deed,
  place: number,
  idOf: (label: Label) => string | undefined,
): JsonObject => ({ ...unnamed(one, idOf), bulkId: bulkIdAt(place) });

const unnamed = (one: Deed, idOf: (label: Label) => string | undefined): JsonObject => {
  const written = (label: Label): string => idOf(label) ?? `bulkId:${label}`;
  const user = (label: Label) => `/Users/${written(label)}`;
  const group = (label: Label) => `/Groups/${written(label)}`;
  const creation = (path: string, data: JsonObject) => ({
    method: 'POST',
    path,
    data,
  });
  switch (one.does) {
    case 'hire': {
      const { name, manager } = one;
      const enterprise =
        manager === undefined ? {} : { [ENTERPRISE]: { manager: { value: written(manager) } } };
      return creation('/Users', { schemas: [USER_URN], userName: name, ...enterprise });
    }
    case 'found': {
      const members = one.members.map((label) => ({ value: written(label) }));
      return creation('/Groups', { schemas: [GROUP_URN], displayName: one.name, members });
    }
    case 'entitle':
      return patch(user(one.user), { op: 'add', path: 'title', value: 'Boss' });
    case 'rename':
      return patch(user(one.user), { op: 'replace', value: { userName: one.name } });
    case 'replace':
      return { method: 'PUT', path: user(one.user), data: { schemas: [USER_URN], userName: one.name } };
    case 'join':
      return adding(group(one.group), ...one.members.map(written));
    case 'leave':
      return patch(group(one.group), {
        op: 'remove',
        path: `members[value eq "${written(one.member)}"]`,
      });
    case 'dismiss':
      return remove(user(one.user));
    case 'dissolve':
      return remove(group(one.group));
  }
};
