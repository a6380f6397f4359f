import type { Residents } from '../fill/population.ts';
import {
  addMembers,
  type BenchRequest,
  filtered,
  get,
  groupBody,
  patch,
  post,
  put,
  remove,
} from '../service/requests.ts';

/** A tenant of ordinary users and large groups, and one of users as large as they can be. */
export interface Heavy {
  readonly ordinary: Residents;
  readonly fat: Residents;
}

/** The heaviest requests that there are: in which tenant, and what. */
export const HEAVY: Readonly<
  Record<string, (heavy: Heavy) => { readonly in: keyof Heavy; readonly request: BenchRequest }>
> = {
  'a page of 1,000 users': () => ({ in: 'ordinary', request: get('/Users?count=1000') }),
  'a page of 1,000 of the largest users': () => ({ in: 'fat', request: get('/Users?count=1000') }),
  'a filter that looks at every user': () => ({
    in: 'ordinary',
    request: filtered('/Users', 'title co "zzz"'),
  }),
  'a filter that looks at every one of the largest users': () => ({
    in: 'fat',
    request: filtered('/Users', 'title co "zzz"'),
  }),
  'a group of the most members': ({ ordinary }) => ({
    in: 'ordinary',
    request: get(`/Groups/${largest(ordinary).id}`),
  }),
  'a page of large groups': () => ({ in: 'ordinary', request: get('/Groups?count=1000') }),
  'a PATCH of 5,000 members': ({ ordinary }) => ({
    in: 'ordinary',
    request: patch(`/Groups/${empty(ordinary).id}`, addMembers(...largest(ordinary).members.slice(0, 5_000))),
  }),
  'a PUT of 5,000 members': ({ ordinary }) => ({
    in: 'ordinary',
    request: put(
      `/Groups/${empty(ordinary).id}`,
      groupBody('Everybody', largest(ordinary).members.slice(0, 5_000)),
    ),
  }),
  'a body of 4 MB that is refused': () => ({
    in: 'ordinary',
    request: post('/Users', { nickName: 'x'.repeat(4_190_000) }),
  }),
  'a user as large as it can be': () => ({ in: 'fat', request: get('/Users?count=1') }),
  'a deletion of the largest group': ({ ordinary }) => ({
    in: 'ordinary',
    request: remove(`/Groups/${largest(ordinary).id}`),
  }),
};

const bySize = ({ groups }: Residents) => groups.toSorted((a, b) => b.members.length - a.members.length);

const first = <Element>([element]: readonly Element[]): Element => {
  if (element === undefined) throw new RangeError('there is no group');
  return element;
};
const largest = (residents: Residents) => first(bySize(residents));
const empty = (residents: Residents) => first(bySize(residents).toReversed());
