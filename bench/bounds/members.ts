import { membershipChange } from '../../lambda/scim/membership.ts';
import { membershipEdits } from '../../lambda/scim/patch/membership.ts';
import { parsePatch } from '../../lambda/scim/patch/operations.ts';
import type { Reference } from '../../lambda/scim/resource.ts';
import { GROUP } from '../../lambda/scim/schema/models.ts';
import { type Case, type Cases, fill, times } from './case.ts';
import { patchOf } from './patches.ts';

const id = (index: number) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
const value = (index: number) => `{"value":"${id(index)}"}`;

/** A PATCH of a group of so many members. */
const patch = (count: number, operations: (size: number) => string): Case => {
  const current: readonly Reference[] = Array.from({ length: count }, (_, n) => ({
    id: id(n),
    type: 'User',
  }));
  return {
    text: (size) => patchOf(operations(size)),
    run: (body) => membershipChange(membershipEdits(parsePatch(GROUP, body)), current),
  };
};

const change = (op: string, values: string) => `{"op":"${op}","path":"members","value":[${values}]}`;
const removal = (filter: string) => `{"op":"remove","path":"members[${filter}]"}`;

export const MEMBERS: Cases = {
  'members added': patch(0, (size) => change('add', fill(size, value))),
  'members replaced, of 5,000': patch(5_000, (size) => change('replace', fill(size, value))),
  'members replaced, of 50,000': patch(50_000, (size) => change('replace', fill(size, value))),
  'members removed by value': patch(5_000, (size) => change('remove', fill(size, value))),
  'members removed one by one': patch(5_000, () => times(1_000, (n) => removal(`value eq \\"${id(n)}\\"`))),
  'members removed by as many comparisons as allowed, of 5,000': patch(5_000, () =>
    times(8, () => removal('type eq \\"x\\"')),
  ),
  'members removed by 1,000 filters': patch(5_000, () => times(1_000, () => removal('type eq \\"x\\"'))),
  'replacements of 40 members each': patch(5_000, (size) =>
    fill(size, (k) =>
      change(
        'replace',
        times(40, (n) => value(k * 40 + n)),
      ),
    ),
  ),
};
