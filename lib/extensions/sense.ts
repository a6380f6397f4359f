import type { Characteristics } from './characteristics.ts';
import type { Fields } from './fields.ts';

/** An attribute of which a resource may have several, or one; as a part of another, or by itself. */
export interface Place {
  /** Whether it is part of each value of a multi-valued attribute, of a singular one, or of none. */
  readonly partOf: 'several' | 'one' | undefined;
}

/** Reports characteristics that do not go together. */
export const requireSense = (
  fields: Fields,
  one: Characteristics,
  indexed: boolean,
  { partOf }: Place,
): void => {
  requireUsable(fields, one);
  if (partOf && one.multiValued) fields.refuse('multiValued', 'write false: a sub-attribute has one value');
  if (partOf === 'several') requirePlain(fields, one);
  if (one.uniqueness !== 'none') requireUnique(fields, one, indexed, partOf);
  if (indexed) requireIndexable(fields, one);
};

const requireUsable = (fields: Fields, one: Characteristics): void => {
  if (one.mutability === 'writeOnly' && one.returned !== 'never')
    fields.refuse('returned', 'write "never": what is writeOnly is not returned');
  if (one.mutability === 'readOnly' && one.required)
    fields.refuse('required', 'write false: nobody could give a readOnly attribute its value');
  if (one.type === 'binary' && !one.caseExact) fields.refuse('caseExact', 'write true: base64 is case exact');
};

/** A value of a list is replaced as a whole, and no part of it can outlive that. */
const requirePlain = (fields: Fields, { mutability, returned }: Characteristics): void => {
  const instead = 'write it at the attribute itself: each of its values is replaced as a whole';
  if (mutability === 'immutable' || mutability === 'writeOnly') fields.refuse('mutability', instead);
  if (returned === 'never') fields.refuse('returned', instead);
};

const requireUnique = (
  fields: Fields,
  { uniqueness, multiValued }: Characteristics,
  indexed: boolean,
  partOf: Place['partOf'],
): void => {
  if (uniqueness === 'global')
    fields.refuse('uniqueness', 'write "server": a value can be unique in a tenant, and no further');
  if (!indexed)
    fields.refuse('uniqueness', 'write "indexed": true beside it: a value is claimed by its index entry');
  if (multiValued || partOf === 'several')
    fields.refuse('uniqueness', 'write "none": only an attribute of one value can be unique');
};

const requireIndexable = (fields: Fields, { type, mutability, returned }: Characteristics): void => {
  if (type === 'complex') fields.refuse('indexed', 'write it in one of the sub-attributes');
  else if (type !== 'string' && type !== 'reference')
    fields.refuse('indexed', 'write false: strings and references are indexed, and nothing else');
  if (mutability === 'writeOnly' || returned === 'never')
    fields.refuse('indexed', 'write false: nobody can filter by what is not returned');
  if (mutability === 'readOnly')
    fields.refuse('indexed', 'write false: nobody can give a readOnly attribute a value');
};
