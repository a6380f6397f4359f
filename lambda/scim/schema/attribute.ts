import type { AttributeDefinition } from './definition.ts';

type Characteristics = Partial<Omit<AttributeDefinition, 'name' | 'description' | 'subAttributes'>>;

/** An attribute with the defaults of RFC 7643 §2.2, save what `characteristics` says. */
export const attribute = (
  name: string,
  description: string,
  characteristics: Characteristics = {},
  subAttributes?: readonly AttributeDefinition[],
): AttributeDefinition => ({
  name,
  type: subAttributes ? 'complex' : 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...characteristics,
  ...(subAttributes && { subAttributes }),
});

/** The sub-attributes that RFC 7643 §2.4 gives to multi-valued complex attributes. */
export const plural = (
  name: string,
  description: string,
  value: Characteristics & { readonly of: string },
  canonicalValues: readonly string[] = [],
): AttributeDefinition => {
  const { of, ...valueCharacteristics } = value;
  return attribute(name, description, { multiValued: true }, [
    attribute('value', of, valueCharacteristics),
    attribute('display', 'A human-readable name, primarily used for display purposes.'),
    attribute('type', 'A label indicating the function of the value.', {
      ...(canonicalValues.length > 0 && { canonicalValues }),
    }),
    primary,
  ]);
};

export const primary = attribute(
  'primary',
  'Whether this is the preferred value; true appears at most once.',
  { type: 'boolean' },
);
