import { fold } from '../../../lambda/scim/fold.ts';
import { indexedValues } from '../../../lambda/scim/index-entries.ts';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { requireAttribute } from '../../../lambda/scim/schema/resolve.ts';
import { isWithin } from '../../../lambda/scim/value-range.ts';
import type { Kind } from '../../../lambda/service/kind.ts';
import type { Source } from '../../../lambda/service/list/source.ts';
import { valuesOf } from '../../scim/filter/plain.ts';

/** Whether a source names a resource, by what its index entries and its references would be. */
export const isNamedBy = (kind: Kind, source: Source, resource: JsonObject): boolean => {
  switch (source.by) {
    case 'id':
      return resource['id'] === source.id;
    case 'entries':
      return indexedValues(kind.model, resource, 'unique').some(
        ({ attribute, value }) => attribute === source.attribute && isWithin(source.values, value),
      );
    case 'reference': {
      const ref = requireAttribute(kind.model, `${kind.apart}.value`);
      const same = ref.subAttribute?.caseExact ? (text: string) => text : fold;
      return valuesOf(ref, resource).some(
        (value) => typeof value === 'string' && same(value) === same(source.id),
      );
    }
    case 'union':
      return source.of.some((one) => isNamedBy(kind, one, resource));
  }
};
