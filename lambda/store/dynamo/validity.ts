import { parseResource } from '../../scim/body.ts';
import { ScimError } from '../../scim/error.ts';
import { isObject } from '../../scim/json.ts';
import type { Attributes } from '../../scim/resource.ts';
import type { ResourceModel } from '../../scim/schema/definition.ts';
import { withoutUndeclared } from '../../scim/undeclared.ts';
import { isSame } from './content-change.ts';

/**
 * Whether the schemas allow attributes as they are stored: what they make of them has to be the attributes
 * themselves. Those that a platform has ceased to declare (`undeclared`) are no fault: it may declare them again.
 */
export const validityOf = (model: ResourceModel, attributes: unknown): 'valid' | 'undeclared' | 'invalid' => {
  const declared = isObject(attributes) ? withoutUndeclared(model, attributes) : undefined;
  if (!declared || !areValid(model, declared)) return 'invalid';
  return declared === attributes ? 'valid' : 'undeclared';
};

const areValid = (model: ResourceModel, attributes: Attributes): boolean => {
  try {
    return isSame(parseResource(model, { ...attributes, schemas: [model.schema.id] }).attributes, attributes);
  } catch (error) {
    if (error instanceof ScimError) return false;
    throw error;
  }
};
