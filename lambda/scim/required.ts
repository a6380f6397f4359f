import { invalidValue } from './error.ts';
import { isObject, type Json } from './json.ts';
import type { Attributes } from './resource.ts';
import type { AttributeDefinition, Extension, ResourceModel } from './schema/definition.ts';
import { memoize } from './schema/memoize.ts';
import { attributeName } from './schema/resolve.ts';

/** An attribute that has to have a value, or parts of which have to. */
interface Requirement {
  /** Where it stands; absent for a core attribute. */
  readonly extension?: Extension;
  readonly attribute: AttributeDefinition;
  readonly subAttributes: readonly AttributeDefinition[];
}

const requirementsOf = memoize((model: ResourceModel): readonly Requirement[] => [
  ...among(model.schema.attributes),
  ...model.extensions.flatMap((extension) =>
    among(extension.schema.attributes).map((requirement) => ({ ...requirement, extension })),
  ),
]);

const among = (attributes: readonly AttributeDefinition[]): readonly Requirement[] =>
  attributes
    .map((attribute) => ({
      attribute,
      subAttributes: (attribute.subAttributes ?? []).filter(({ required }) => required),
    }))
    .filter(({ attribute, subAttributes }) => attribute.required || subAttributes.length > 0);

/**
 * Whether a resource has what its schemas require. What an extension requires, a resource has to have that has
 * the extension or is required to have it (RFC 7643 §6). A requirement may be younger than the resource: what was
 * missing `before` a change may go on missing, or nobody could be disabled any more.
 * @throws ScimError 400 invalidValue naming the first required attribute that has no value
 */
export const requireRequired = (model: ResourceModel, attributes: Attributes, before?: Attributes): void => {
  for (const requirement of requirementsOf(model)) {
    const missing = missingOf(requirement, attributes);
    if (missing === undefined || (before && wasMissing(requirement, before, attributes))) continue;
    throw invalidValue(`${missing} is required`);
  }
};

const wasMissing = (requirement: Requirement, before: Attributes, after: Attributes): boolean =>
  missingOf(requirement, before) !== undefined &&
  valueFor(requirement, before) === valueFor(requirement, after);

/** The name of what a resource lacks; undefined where it lacks nothing. */
const missingOf = (requirement: Requirement, attributes: Attributes): string | undefined => {
  const { extension, attribute, subAttributes } = requirement;
  const value = valueFor(requirement, attributes);
  const place = extension && { extension: extension.schema.id };
  if (value === undefined) {
    const isAsked = !extension || extension.required || isObject(attributes[extension.schema.id]);
    return attribute.required && isAsked ? attributeName({ ...place, attribute }) : undefined;
  }
  const elements = [value].flat();
  const subAttribute = subAttributes.find(({ name }) =>
    elements.some((element) => isObject(element) && element[name] === undefined),
  );
  return subAttribute && attributeName({ ...place, attribute, subAttribute });
};

const valueFor = ({ extension, attribute }: Requirement, attributes: Attributes): Json | undefined => {
  const place = extension ? attributes[extension.schema.id] : attributes;
  return isObject(place) ? place[attribute.name] : undefined;
};
