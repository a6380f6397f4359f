import { isObject, type Json, type JsonObject } from '../json.ts';
import type { AttributeRef } from '../schema/resolve.ts';
import type { Filter } from './ast.ts';
import { valueTest } from './operators.ts';

/** The test of an element that the filter of a value path is: what stands between the brackets. */
export const elementMatcher = (filter: Filter): ((element: Json) => boolean) => {
  const test = compile(filter);
  return (element) => isObject(element) && test(element);
};

/**
 * The test of a resource that a filter is. It reads own properties only, by the names of the schemas.
 *
 * A comparison of a multi-valued attribute holds where any of its values satisfies it. So `ne` holds where any
 * value differs, and where there is none; `not (emails.value eq "x")` asks for those that nowhere have `x`.
 */
export const compile = (filter: Filter): ((resource: JsonObject) => boolean) => {
  switch (filter.kind) {
    case 'compare':
      return comparisonTest(filter);
    case 'present':
      return (resource) => isPresent(filter.attribute, resource);
    case 'and': {
      const tests = filter.filters.map(compile);
      return (resource) => tests.every((test) => test(resource));
    }
    case 'or': {
      const tests = filter.filters.map(compile);
      return (resource) => tests.some((test) => test(resource));
    }
    case 'not': {
      const test = compile(filter.filter);
      return (resource) => !test(resource);
    }
    case 'elements': {
      const test = elementMatcher(filter.filter);
      return (resource) => valuesOf(filter.attribute, resource).some(test);
    }
  }
};

const comparisonTest = ({
  attribute,
  operator,
  value,
}: Extract<Filter, { kind: 'compare' }>): ((resource: JsonObject) => boolean) => {
  const definition = attribute.subAttribute ?? attribute.attribute;
  if (operator !== 'ne') {
    const test = valueTest(definition, operator, value);
    return (resource) => valuesOf(attribute, resource).some(test);
  }
  const equals = valueTest(definition, 'eq', value);
  return (resource) => {
    const values = valuesOf(attribute, resource);
    return values.length === 0 || !values.every(equals);
  };
};

/** An empty string is no value, nor is a complex value none of whose sub-attributes has one (RFC 7643 §2.5). */
const isPresent = (attribute: AttributeRef, resource: JsonObject): boolean => {
  const { subAttributes } = attribute.subAttribute ?? attribute.attribute;
  return valuesOf(attribute, resource).some((value) => {
    if (!subAttributes) return value !== '';
    return (
      isObject(value) && subAttributes.some(({ name }) => valuesNamed(value, name).some((sub) => sub !== ''))
    );
  });
};

/** All values that a resource has of an attribute, of whichever elements they are part. */
const valuesOf = ({ extension, attribute, subAttribute }: AttributeRef, resource: JsonObject): Json[] => {
  const places = extension ? valuesNamed(resource, extension) : [resource];
  const values = places.flatMap((place) => valuesNamed(place, attribute.name));
  return subAttribute ? values.flatMap((element) => valuesNamed(element, subAttribute.name)) : values;
};

const valuesNamed = (object: Json, name: string): Json[] => {
  const value = isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
  return [value ?? []].flat().filter((one) => one !== null);
};
