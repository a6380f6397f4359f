import { createHash } from 'node:crypto';
import type { Attributes } from '../../lambda/scim/resource.ts';
import type { Model } from './model.ts';

/** The directories in which operations are explored, each no larger than its operations need. */
export type PopulationName = 'office' | 'company' | 'clubs' | 'hall';

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, '0')}`);

const person = (label: string): Attributes => ({
  userName: label,
  externalId: `x-${label}`,
  title: 'Clerk',
  active: true,
  emails: [{ value: `${label}@contoso.example`, type: 'work' }],
});

const users = (labels: readonly string[], attributesOf: (label: string) => Attributes): Model['users'] =>
  Object.fromEntries(labels.map((label) => [label, attributesOf(label)]));

const groups = (membersOf: Readonly<Record<string, readonly string[]>>): Model['groups'] =>
  Object.fromEntries(
    Object.entries(membersOf).map(([label, members]) => [
      label,
      { attributes: { displayName: label }, members: [...members].sort() },
    ]),
  );

const nameAlone = (userName: string): Attributes => ({ userName, active: true });

export const COMPANY = numbered('c', 70);
export const HALL = numbered('h', 500);
const CLUBS = numbered('club', 60);

export const POPULATIONS: Readonly<Record<PopulationName, Model>> = {
  office: {
    users: users(['ann', 'bob', 'cid', 'dan', 'eve', 'fay', 'gus'], person),
    groups: groups({
      nobody: [],
      sales: ['ann', 'bob', 'cid'],
      choir: ['ann'],
      staff: ['ann', 'dan', 'sales'],
    }),
  },
  company: {
    users: users(COMPANY, nameAlone),
    groups: groups({ none: [], some: COMPANY.slice(0, 30), most: COMPANY.slice(0, 40) }),
  },
  clubs: {
    users: users(['joe', 'kim'], nameAlone),
    groups: groups(Object.fromEntries(CLUBS.map((club) => [club, ['joe', 'kim']]))),
  },
  hall: { users: users(HALL, nameAlone), groups: groups({ none: [], all: HALL }) },
};

/** The id of whoever has the label, the same in every run, so that the same members meet in the same shards. */
export const idOf = (label: string): string => {
  const hex = createHash('sha256').update(label).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
