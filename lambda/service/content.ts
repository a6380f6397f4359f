import { indexedValues } from '../scim/index-entries.ts';
import type { Attributes } from '../scim/resource.ts';
import type { ResourceModel } from '../scim/schema/definition.ts';
import type { Content } from '../store/port.ts';
import type { Context } from './context.ts';

/** Attributes together with the index entries that follow from them. @throws ScimError 400 invalidValue */
export const contentOf = (context: Context, model: ResourceModel, attributes: Attributes): Content => ({
  attributes,
  entries: indexedValues(model, attributes, context.groupNames),
});
