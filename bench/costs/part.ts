import { markdownTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { type Cost, type Costs, measureCosts } from './measure.ts';

/** The most round trips in sequence that an operation may take. */
const MOST_TRIPS: Readonly<Record<string, number>> = {
  'GET a user': 1,
  'GET a user of 3 groups, with their names': 2,
  'look up a user by userName': 2,
  'look up a user by externalId': 2,
  'look up a user by work email': 2,
  'create a user': 1,
  'PATCH a user': 2,
  'add a member to a group of 10': 1,
  'add a member to a group of 10,000': 1,
  'remove a member of a group of 10': 1,
  'remove a member of a group of 10,000': 1,
  'page of 100 users, the first': 2,
  'page of 100 users, within a walk': 3,
  'GET a group, its members excluded': 1,
  'GET a group without members': 1,
  'look up a group by displayName, members excluded': 2,
  'whether a user is in a group of 10,000': 2,
};

export const costsPart: Part<Costs> = {
  name: 'costs',
  about: 'DynamoDB calls, sequential round trips and capacity units of each operation',
  measure: () => measureCosts(),
  report: ({ operations }) => costsTable(operations),
  targets: ({ operations }) =>
    Object.entries(MOST_TRIPS).map(([what, atMost]) => ({
      what,
      measured: operations[what]?.trips ?? Number.POSITIVE_INFINITY,
      atMost,
      unit: 'round trips',
    })),
};

const costsTable = (operations: Readonly<Record<string, Cost>>): string =>
  markdownTable(
    ['operation', 'round trips', 'read units', 'write units', 'calls'],
    Object.entries(operations).map(([name, { trips, read, write, calls }]) => [
      name,
      String(trips),
      read.toLocaleString('en'),
      write.toLocaleString('en'),
      Object.entries(calls)
        .map(([call, count]) => (count === 1 ? call : `${count} ${call}`))
        .join(', '),
    ]),
  );
