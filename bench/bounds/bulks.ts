import { planOf } from '../../lambda/scim/bulk/plan.ts';
import { BULK_REQUEST_SCHEMA, MAX_OPERATIONS, parseBulk } from '../../lambda/scim/bulk/request.ts';
import { type Case, type Cases, fill, times } from './case.ts';

/** A bulk request, up to the plan of its operations. */
const bulk = (operations: (size: number) => string): Case => ({
  text: (size) => `{"schemas":["${BULK_REQUEST_SCHEMA}"],"Operations":[${operations(size)}]}`,
  run: (body) => planOf(parseBulk(body).operations, 'unique'),
});

const post = (bulkId: number, data: string): string =>
  `{"method":"POST","path":"/Groups","bulkId":"${bulkId}","data":{${data}}}`;

/** As many operations as there may be, each with its part of the size. */
const most = (data: (size: number, place: number) => string) => (size: number) =>
  times(MAX_OPERATIONS, (place) => post(place, data(size / MAX_OPERATIONS, place)));

const member = (bulkId: number | string): string => `{"value":"bulkId:${bulkId}"}`;

export const BULKS: Cases = {
  'more operations than there may be': bulk((size) => fill(size, (place) => post(place, ''))),
  'long names': bulk(most((size, place) => `"displayName":"${`${place}`.padEnd(size, 'ß')}"`)),
  'a chain of references': bulk(
    most((_, place) => `"members":[${member(Math.min(place + 1, MAX_OPERATIONS - 1))}]`),
  ),
  'references of all to all': bulk(
    most((size, place) => `"members":[${fill(size, (n) => member((place + n) % MAX_OPERATIONS))}]`),
  ),
  'references to nothing': bulk(most((size) => `"members":[${fill(size, (n) => member(`x${n}`))}]`)),
  'ids of other operations': bulk((size) =>
    times(
      MAX_OPERATIONS,
      (place) =>
        `{"method":"PUT","path":"/Groups/${place}","data":{"members":[${fill(size / MAX_OPERATIONS, (n) => `{"value":"${n % MAX_OPERATIONS}"}`)}]}}`,
    ),
  ),
  'paths of many strings': bulk(
    most((size) => `"path":"members[${'value eq \\"bulkId:1\\" or '.repeat(size / 30)}]"`),
  ),
};
