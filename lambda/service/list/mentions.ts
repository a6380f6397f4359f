import type { Filter } from '../../scim/filter/ast.ts';
import { comparedAttributes } from '../../scim/filter/attributes.ts';
import { type AttributeRef, requireAttribute } from '../../scim/schema/resolve.ts';
import type { Kind } from '../kind.ts';

/** What a name between brackets means: a sub-attribute of the attribute before them. */
export const comparedWith = (named: AttributeRef, element: AttributeRef | undefined): AttributeRef =>
  element ? { ...element, subAttribute: named.attribute } : named;

/** Whether attributes are, or are sub-attributes of, an attribute, or are the one sub-attribute given. */
export const mention = (
  compared: readonly AttributeRef[],
  { attribute, subAttribute }: AttributeRef,
): boolean => {
  const meant = subAttribute ? [subAttribute] : [attribute, ...(attribute.subAttributes ?? [])];
  return compared.some((one) => meant.includes(one.subAttribute ?? one.attribute));
};

/** Whether a filter speaks of what is kept apart from its resources. */
export const speaksOf = ({ model, apart }: Kind, filter: Filter): boolean =>
  mention(comparedAttributes(filter), requireAttribute(model, apart));
