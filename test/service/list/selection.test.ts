import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8 } from '../../../lambda/scim/fold.ts';
import { Selection } from '../../../lambda/service/list/selection.ts';
import { stored } from '../support.ts';

const placed = (id: string) => ({ place: { id }, resource: stored('User', id, {}) });

test('a selection has the first ones behind a place, in whatever order they come, and counts all', () => {
  const letter = fc.constantFrom('a', 'c', 'e', '5', '8');
  const chunks = fc.array(fc.uniqueArray(fc.uuid(), { maxLength: 9 }), { maxLength: 9 });
  fc.assert(
    fc.property(chunks, fc.option(letter, { nil: undefined }), fc.nat(12), (found, after, limit) => {
      const selection = new Selection(
        (a, b) => compareUtf8(a.id, b.id),
        after === undefined ? undefined : { id: after },
        limit,
      );
      for (const chunk of found) selection.add(chunk.map(placed));
      const all = found.flat().sort();
      expect(selection.count).toBe(all.length);
      expect(selection.first.map(({ place }) => place.id)).toEqual(
        all.filter((id) => after === undefined || id > after).slice(0, limit),
      );
    }),
  );
});
