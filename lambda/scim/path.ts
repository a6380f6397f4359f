import { invalidPath } from './error.ts';
import type { Filter } from './filter/ast.ts';
import { conjuncts } from './filter/conjuncts.ts';
import { elementMatcher } from './filter/evaluate.ts';
import { quote } from './filter/lexer.ts';
import { MAX_LENGTH, parseElementFilter } from './filter/parser.ts';
import type { Json, JsonObject } from './json.ts';
import type { AttributeDefinition, ResourceModel } from './schema/definition.ts';
import { type AttributeRef, extensionOf, resolveAttribute, subAttributeOf } from './schema/resolve.ts';

/** A path to an attribute, to those of its values that a filter selects, or to a sub-attribute of either. */
export interface AttributePath {
  readonly kind: 'attribute';
  /** Never with a sub-attribute of its own. */
  readonly attribute: AttributeRef;
  /** Its names are sub-attributes of the attribute. */
  readonly filter?: Filter;
  readonly subAttribute?: AttributeDefinition;
}

/** What an operation of a PATCH is about. An extension's URN alone means all of its attributes. */
export type PatchPath = AttributePath | { readonly kind: 'extension'; readonly extension: string };

/**
 * The path of a PATCH operation (RFC 7644 §3.5.2, Figure 7). The two errors are told apart as Table 9 has it:
 * invalidFilter for what stands between the brackets, invalidPath for everything else.
 * @throws ScimError 400 invalidPath, invalidFilter
 */
export const parsePath = (text: string, model: ResourceModel): PatchPath => {
  if (text.length > MAX_LENGTH) throw invalidPath(`a path may have at most ${MAX_LENGTH} characters`);
  const path = text.trim();
  const bracket = path.indexOf('[');
  if (bracket !== -1) return filteredPath(path, bracket, model);

  const named = resolveAttribute(model, path);
  if (named) return attributePath(named);
  const extension = extensionOf(model, path);
  if (extension) return { kind: 'extension', extension };
  throw unknown(model, path);
};

const attributePath = ({ subAttribute, ...attribute }: AttributeRef): AttributePath => ({
  kind: 'attribute',
  attribute,
  ...(subAttribute && { subAttribute }),
});

const filteredPath = (path: string, bracket: number, model: ResourceModel): AttributePath => {
  const name = path.slice(0, bracket);
  const named = resolveAttribute(model, name);
  if (!named) throw unknown(model, name);
  const { attribute } = named;
  if (named.subAttribute || !attribute.multiValued || attribute.type !== 'complex') {
    throw invalidPath(`${quote(name)} has no elements that a filter could select`);
  }

  const { filter, close } = parseElementFilter(path, bracket, attribute);
  const rest = path.slice(close + 1);
  if (rest === '') return { kind: 'attribute', attribute: named, filter };
  const subAttribute = rest.startsWith('.') ? subAttributeOf(attribute, rest.slice(1)) : undefined;
  if (!subAttribute) throw invalidPath(`${attribute.name}[…] has no sub-attribute ${quote(rest)}`);
  return { kind: 'attribute', attribute: named, filter, subAttribute };
};

const unknown = (model: ResourceModel, name: string) =>
  invalidPath(`${model.name} has no attribute ${quote(name)}`);

/**
 * The element that a filter describes, for a path such as `emails[type eq "work"].value` whose element is still
 * to be made. Undefined when the filter is more than a conjunction of `eq` on readWrite sub-attributes, or
 * contradicts itself.
 */
export const elementFor = (filter: Filter): JsonObject | undefined => {
  const described: [string, Json][] = [];
  for (const conjunct of conjuncts(filter)) {
    if (conjunct.kind !== 'compare' || conjunct.operator !== 'eq') return undefined;
    const { name, mutability } = conjunct.attribute.attribute;
    if (mutability !== 'readWrite') return undefined;
    described.push([name, conjunct.value]);
  }
  const element = Object.fromEntries(described);
  return elementMatcher(filter)(element) ? element : undefined;
};
