import { invalidFilter } from '../error.ts';
import type { AttributeDefinition, ResourceModel } from '../schema/definition.ts';
import {
  type AttributeRef,
  attributeName,
  isSecret,
  resolveAmong,
  subAttributeOf,
  subjectOf,
} from '../schema/resolve.ts';
import { quote } from './lexer.ts';

/** What the names in a filter belong to: a resource or, between brackets, an element of an attribute. */
export interface Scope {
  readonly kind: 'resource' | 'element';
  /** @throws ScimError 400 invalidFilter when there is no such attribute, or none that may be filtered by */
  readonly resolve: (name: string) => AttributeRef;
}

export const resourceScope = (models: readonly ResourceModel[]): Scope => ({
  kind: 'resource',
  resolve: (name) => filterable(resolveAmong(models, name), subjectOf(models), name),
});

export const elementScope = (element: AttributeDefinition): Scope => ({
  kind: 'element',
  resolve: (name) => {
    const attribute = subAttributeOf(element, name);
    return filterable(attribute && { attribute }, `${element.name} has`, name);
  },
});

const filterable = (found: AttributeRef | undefined, subject: string, name: string): AttributeRef => {
  if (!found) throw invalidFilter(`${subject} no attribute ${quote(name)}`);
  if (isSecret(found)) {
    throw invalidFilter(`${attributeName(found)} is never returned and cannot be filtered by`);
  }
  return found;
};
