import type { AttributeDefinition } from '../../lambda/scim/schema/definition.ts';
import type { Kind } from '../setting-kinds.ts';
import type { Fields } from './fields.ts';
import { boolean, choice, choices, texts } from './kinds.ts';

export type Characteristics = Omit<AttributeDefinition, 'name' | 'description' | 'subAttributes'>;

type Type = AttributeDefinition['type'];

const MOST_CANONICAL_VALUES = 100;
const SIMPLE_TYPES = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'] as const;

const TYPE: Kind<Type> = choice([...SIMPLE_TYPES, 'complex']);
const TYPE_OF_PART: Kind<Type> = {
  ...choice(SIMPLE_TYPES),
  expected: `${choice(SIMPLE_TYPES).expected}; a sub-attribute is never complex itself (RFC 7643 §2.3.8)`,
};
const MUTABILITY = choice(['readOnly', 'readWrite', 'immutable', 'writeOnly']);
const RETURNED = choice(['always', 'never', 'default', 'request']);
const UNIQUENESS = choice(['none', 'server', 'global']);
const REFERENCE_TYPES = choices(['external', 'uri', 'User', 'Group']);

/** What an attribute is unless it says otherwise is that of RFC 7643 §2.2, §2.3.6 and §2.3.7. */
export const readCharacteristics = (fields: Fields, isPart: boolean): Characteristics => {
  const type = fields.optional('type', isPart ? TYPE_OF_PART : TYPE, 'string');
  return {
    type,
    multiValued: fields.optional('multiValued', boolean, false),
    required: fields.optional('required', boolean, false),
    ...canonicalValuesOf(fields, type),
    caseExact: fields.optional('caseExact', boolean, type === 'reference' || type === 'binary'),
    mutability: fields.optional('mutability', MUTABILITY, 'readWrite'),
    returned: fields.optional('returned', RETURNED, 'default'),
    uniqueness: fields.optional('uniqueness', UNIQUENESS, 'none'),
    ...referenceTypesOf(fields, type),
  };
};

const canonicalValuesOf = (fields: Fields, type: Type) => {
  if (!fields.has('canonicalValues')) return {};
  const canonicalValues = fields.required('canonicalValues', texts(MOST_CANONICAL_VALUES));
  if (type !== 'string') fields.refuse('canonicalValues', 'leave it out: only strings have suggested values');
  return canonicalValues && { canonicalValues };
};

const referenceTypesOf = (fields: Fields, type: Type) => {
  if (type === 'reference') {
    const referenceTypes = fields.required('referenceTypes', REFERENCE_TYPES);
    return referenceTypes && { referenceTypes };
  }
  if (fields.has('referenceTypes'))
    fields.refuse('referenceTypes', 'leave it out, or write "type": "reference"');
  return {};
};
