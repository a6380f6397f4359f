import { FOLD_VERSION } from '../fold.ts';
import type { ResourceModel } from './definition.ts';
import { requireAttribute } from './resolve.ts';

/** An index that the platform declares. */
export interface DeclaredIndex {
  /** Named with the extension's URN. */
  readonly attribute: string;
  /** What the entries are like: those of another form are of another index. */
  readonly form: string;
}

export const declaredIndexes = (model: ResourceModel): readonly DeclaredIndex[] =>
  model.indexes
    .filter(({ declared }) => declared)
    .map(({ attribute: name, unique }) => {
      const { attribute, subAttribute } = requireAttribute(model, name);
      const values = (subAttribute ?? attribute).caseExact ? 'exact' : `folded ${FOLD_VERSION}`;
      return { attribute: name, form: unique ? `${values}, unique` : values };
    });
