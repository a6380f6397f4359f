import { attribute } from '../../lambda/scim/schema/attribute.ts';
import type { AttributeDefinition, IndexDefinition } from '../../lambda/scim/schema/definition.ts';
import { text } from '../setting-kinds.ts';
import { readCharacteristics } from './characteristics.ts';
import { Fields, type Report } from './fields.ts';
import { boolean, objects, prose } from './kinds.ts';
import { type Place, requireSense } from './sense.ts';

/** An attribute as it is declared, and the indexes of it and of its sub-attributes, named without a URN. */
export interface DeclaredAttribute {
  readonly definition: AttributeDefinition;
  readonly indexes: readonly IndexDefinition[];
}

type JsonObject = Readonly<Record<string, unknown>>;

const MOST_SUB_ATTRIBUTES = 20;

const FIELDS_OF_PART = [
  'name',
  'type',
  'multiValued',
  'description',
  'required',
  'canonicalValues',
  'caseExact',
  'mutability',
  'returned',
  'uniqueness',
  'referenceTypes',
  'indexed',
];
const FIELDS = [...FIELDS_OF_PART, 'subAttributes'];

/** RFC 7643 §2.1; of the names with a `$` it knows one. */
const NAME = text(
  /^(?:\$ref|[A-Za-z][A-Za-z0-9_-]{0,63})$/,
  'a letter and up to 63 letters, digits, _ and -',
);

/** The names of what every resource has (RFC 7643 §3.1), which would be taken for it. */
const RESERVED: ReadonlySet<string> = new Set(['schemas', 'id', 'externalid', 'meta']);

/** The attributes of a list, each name once, in any case. */
export const readAttributes = (
  declared: readonly JsonObject[],
  path: string,
  report: Report,
  place: Place = { partOf: undefined },
): readonly DeclaredAttribute[] => {
  const names = new Map<string, number>();
  return declared.flatMap((object, index) => {
    const read = readAttribute(object, `${path}[${index}]`, report, place);
    if (!read) return [];
    const { name } = read.definition;
    const earlier = names.get(name.toLowerCase());
    if (earlier !== undefined)
      report(`${path}[${index}].name is "${name}": write another one, ${path}[${earlier}] is called so.`);
    names.set(name.toLowerCase(), index);
    return [read];
  });
};

/** @returns undefined where it lacks what it cannot do without, which is reported as all else that is wrong */
const readAttribute = (
  object: JsonObject,
  path: string,
  report: Report,
  place: Place,
): DeclaredAttribute | undefined => {
  const isPart = place.partOf !== undefined;
  const fields = new Fields(object, path, report);
  fields.only(isPart ? FIELDS_OF_PART : FIELDS);
  const name = nameOf(fields, isPart);
  const description = fields.required('description', prose(1_000));
  const characteristics = readCharacteristics(fields, isPart);
  const indexed = fields.optional('indexed', boolean, false);
  requireSense(fields, characteristics, indexed, place);
  const parts = partsOf(fields, path, report, characteristics);
  if (name === undefined || description === undefined) return undefined;

  const own = indexed ? [{ attribute: name, unique: characteristics.uniqueness !== 'none' }] : [];
  const ofParts = (parts ?? []).flatMap(({ indexes }) => indexes);
  const subAttributes = parts?.map(({ definition }) => definition);
  return {
    definition: attribute(name, description, characteristics, subAttributes),
    indexes: [...own, ...ofParts.map((index) => ({ ...index, attribute: `${name}.${index.attribute}` }))],
  };
};

const nameOf = (fields: Fields, isPart: boolean): string | undefined => {
  const name = fields.required('name', NAME);
  if (name === undefined) return undefined;
  if (name in Object.prototype)
    fields.refuse('name', 'write another one: every object has this name already');
  if (!isPart && RESERVED.has(name.toLowerCase()))
    fields.refuse('name', 'write another one: every resource has an attribute of this name');
  if (!isPart && name === '$ref')
    fields.refuse('name', 'write another one: only a sub-attribute is called so');
  return name;
};

const partsOf = (
  fields: Fields,
  path: string,
  report: Report,
  { type, multiValued }: Pick<AttributeDefinition, 'type' | 'multiValued'>,
): readonly DeclaredAttribute[] | undefined => {
  if (type !== 'complex') {
    if (fields.has('subAttributes'))
      fields.refuse('subAttributes', 'leave it out, or write "type": "complex"');
    return undefined;
  }
  const declared = fields.required('subAttributes', objects(MOST_SUB_ATTRIBUTES, 'sub-attributes')) ?? [];
  const place: Place = { partOf: multiValued ? 'several' : 'one' };
  const parts = readAttributes(declared, `${path}.subAttributes`, report, place);
  if (multiValued) requireTold(fields, parts);
  return parts;
};

/** What tells the values of a list apart has to be what RFC 7643 §2.4 has it, and not all there is. */
const requireTold = (fields: Fields, parts: readonly DeclaredAttribute[]): void => {
  const primary = parts.find(({ definition }) => definition.name === 'primary');
  if (primary && primary.definition.type !== 'boolean')
    fields.refuse('subAttributes', 'declare primary as "type": "boolean": it marks the preferred value');
  const isBare = ({ definition: { name } }: DeclaredAttribute) => name === 'type' || name === 'primary';
  if (parts.length > 0 && parts.every(isBare))
    fields.refuse('subAttributes', 'declare one besides type and primary, which only tell values apart');
};
