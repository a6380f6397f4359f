import { fold } from '../fold.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { AttributeRef } from '../schema/resolve.ts';
import type { Filter } from './ast.ts';
import { type Fold, valueTest } from './operators.ts';

/**
 * The test of a resource that a filter is. It reads own properties only, by the names of the schemas.
 *
 * A comparison of a multi-valued attribute holds where any of its values satisfies it. So `ne` holds where any
 * value differs, and where there is none; `not (emails.value eq "x")` asks for those that nowhere have `x`.
 */
export const compile = (filter: Filter): ((resource: JsonObject) => boolean) => {
  const test = testOf(filter);
  return (resource) => test(resource, foldOnce());
};

/** The test of an element that the filter of a value path is: what stands between the brackets. */
export const elementMatcher = (filter: Filter): ((element: Json) => boolean) => {
  const test = compile(filter);
  return (element) => isObject(element) && test(element);
};

/** Folds each string once per resource, however many comparisons look at it: folding is most of the cost. */
const foldOnce = (): Fold => {
  const folds = new Map<string, string>();
  return (value) => {
    const folded = folds.get(value) ?? fold(value);
    folds.set(value, folded);
    return folded;
  };
};

type Test = (resource: JsonObject, folded: Fold) => boolean;

const testOf = (filter: Filter): Test => {
  switch (filter.kind) {
    case 'compare':
      return comparisonTest(filter);
    case 'present':
      return (resource) => isPresent(filter.attribute, resource);
    case 'and': {
      const tests = filter.filters.map(testOf);
      return (resource, folded) => tests.every((test) => test(resource, folded));
    }
    case 'or': {
      const tests = filter.filters.map(testOf);
      return (resource, folded) => tests.some((test) => test(resource, folded));
    }
    case 'not': {
      const test = testOf(filter.filter);
      return (resource, folded) => !test(resource, folded);
    }
    case 'elements': {
      const test = testOf(filter.filter);
      return (resource, folded) =>
        valuesOf(filter.attribute, resource).some((element) => isObject(element) && test(element, folded));
    }
  }
};

const comparisonTest = ({ attribute, operator, value }: Extract<Filter, { kind: 'compare' }>): Test => {
  const definition = attribute.subAttribute ?? attribute.attribute;
  if (operator !== 'ne') {
    const test = valueTest(definition, operator, value);
    return (resource, folded) => valuesOf(attribute, resource).some((each) => test(each, folded));
  }
  const equals = valueTest(definition, 'eq', value);
  return (resource, folded) => {
    const values = valuesOf(attribute, resource);
    return values.length === 0 || !values.every((each) => equals(each, folded));
  };
};

/** An empty string is no value, nor is a complex value none of whose sub-attributes has one (RFC 7643 §2.5). */
const isPresent = (attribute: AttributeRef, resource: JsonObject): boolean => {
  const { subAttributes } = attribute.subAttribute ?? attribute.attribute;
  return valuesOf(attribute, resource).some((value) =>
    subAttributes
      ? subAttributes.some(({ name }) => valuesNamed(value, name).some((part) => part !== ''))
      : value !== '',
  );
};

/** All values that a resource has of an attribute, of whichever elements they are part. */
const valuesOf = ({ extension, attribute, subAttribute }: AttributeRef, resource: JsonObject): Json[] => {
  const places = extension ? valuesNamed(resource, extension) : [resource];
  const values = places.flatMap((place) => valuesNamed(place, attribute.name));
  return subAttribute ? values.flatMap((element) => valuesNamed(element, subAttribute.name)) : values;
};

/** The values that an object has under a name of a schema: none, one, or those of a list, without nulls. */
export const valuesNamed = (object: Json, name: string): Json[] => {
  const value = isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
  return [value ?? []].flat().filter((one) => one !== null);
};
