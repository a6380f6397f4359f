import type { ComparisonOperator, ComparisonValue, Filter } from '../../../lambda/scim/filter/ast.ts';
import { fold } from '../../../lambda/scim/fold.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import type { AttributeDefinition } from '../../../lambda/scim/schema/definition.ts';
import type { AttributeRef } from '../../../lambda/scim/schema/resolve.ts';

/** The filter's meaning, written for being read and not for speed: what the evaluator has to agree with. */
export const holds = (filter: Filter, resource: JsonObject): boolean => {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((each) => holds(each, resource));
    case 'or':
      return filter.filters.some((each) => holds(each, resource));
    case 'not':
      return !holds(filter.filter, resource);
    case 'elements':
      return valuesOf(filter.attribute, resource).some(
        (element) =>
          typeof element === 'object' &&
          !Array.isArray(element) &&
          element !== null &&
          holds(filter.filter, element),
      );
    case 'present':
      return valuesOf(filter.attribute, resource).some(hasContent);
    case 'compare': {
      const { attribute, operator, value } = filter;
      const definition = attribute.subAttribute ?? attribute.attribute;
      const found = valuesOf(attribute, resource);
      if (operator === 'ne' && found.length === 0) return true;
      return found.some((each) => compares(definition, each, operator, value));
    }
  }
};

/** All values that a resource has of an attribute. */
export const valuesOf = (
  { extension, attribute, subAttribute }: AttributeRef,
  resource: JsonObject,
): readonly Json[] => {
  const place = extension ? child(resource, extension) : resource;
  const found = list(child(place, attribute.name));
  return subAttribute ? found.flatMap((element) => list(child(element, subAttribute.name))) : found;
};

const list = (value: Json | undefined): Json[] =>
  (Array.isArray(value) ? value : [value ?? null]).filter((each) => each !== null);

const child = (value: Json | undefined, name: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;

const hasContent = (value: Json): boolean => {
  if (value === null || value === '') return false;
  if (typeof value === 'object') return Object.values(value).some(hasContent);
  return true;
};

const compares = (
  { type, caseExact }: AttributeDefinition,
  value: Json,
  operator: ComparisonOperator,
  wanted: ComparisonValue,
): boolean => {
  const [a, b] = [value, wanted].map((each) => {
    if (typeof each !== 'string') return Number(each);
    if (type === 'dateTime') return new Date(each.toUpperCase()).getTime();
    return Buffer.from(caseExact ? each : fold(each)).toString('latin1');
  });
  if (a === undefined || b === undefined) throw new Error('two values are compared');
  switch (operator) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'co':
      return String(a).includes(String(b));
    case 'sw':
      return String(a).startsWith(String(b));
    case 'ew':
      return String(a).endsWith(String(b));
  }
};
