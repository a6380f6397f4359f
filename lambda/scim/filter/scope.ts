import { invalidFilter } from '../error.ts';
import type { AttributeDefinition, ResourceModel } from '../schema/definition.ts';
import {
  type AttributeRef,
  attributeName,
  isSecret,
  resolveAttribute,
  subAttributeOf,
} from '../schema/resolve.ts';
import { quote } from './lexer.ts';

/** What the names in a filter belong to: a resource or, between brackets, an element of an attribute. */
export interface Scope {
  readonly kind: 'resource' | 'element';
  /** @throws ScimError 400 invalidFilter when there is no such attribute, or none that may be filtered by */
  readonly resolve: (name: string) => AttributeRef;
}

export const resourceScope = (model: ResourceModel): Scope => ({
  kind: 'resource',
  resolve: (name) => filterable(resolveAttribute(model, name), model.name, name),
});

export const elementScope = (element: AttributeDefinition): Scope => ({
  kind: 'element',
  resolve: (name) => {
    const attribute = subAttributeOf(element, name);
    return filterable(attribute && { attribute }, element.name, name);
  },
});

const filterable = (found: AttributeRef | undefined, owner: string, name: string): AttributeRef => {
  if (!found) throw invalidFilter(`${owner} has no attribute ${quote(name)}`);
  if (isSecret(found)) {
    throw invalidFilter(`${attributeName(found)} is never returned and cannot be filtered by`);
  }
  return found;
};
