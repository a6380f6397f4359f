import { attribute } from '../../../lambda/scim/schema/attribute.ts';
import type { AttributeDefinition, ResourceModel } from '../../../lambda/scim/schema/definition.ts';

const simple = (multiValued: boolean, suffix: string): AttributeDefinition[] => [
  attribute(`text${suffix}`, 'Text in any case.', { multiValued }),
  attribute(`exact${suffix}`, 'Text whose case matters.', { multiValued, caseExact: true }),
  attribute(`link${suffix}`, 'A reference.', { multiValued, type: 'reference', caseExact: true }),
  attribute(`blob${suffix}`, 'Base64.', { multiValued, type: 'binary', caseExact: true }),
  attribute(`flag${suffix}`, 'A boolean.', { multiValued, type: 'boolean' }),
  attribute(`count${suffix}`, 'An integer.', { multiValued, type: 'integer' }),
  attribute(`ratio${suffix}`, 'A decimal.', { multiValued, type: 'decimal' }),
  attribute(`when${suffix}`, 'A date and time.', { multiValued, type: 'dateTime', caseExact: true }),
];

const value = attribute('value', 'The value itself.');

const ATTRIBUTES: readonly AttributeDefinition[] = [
  ...simple(false, ''),
  ...simple(true, 's'),
  attribute('one', 'Complex, without a value.', {}, simple(false, '')),
  attribute('owner', 'Complex, with a value.', {}, [value, ...simple(false, '')]),
  attribute('parts', 'Several, without a value.', { multiValued: true }, simple(false, '')),
  attribute('many', 'Several, with a value.', { multiValued: true }, [value, ...simple(false, '')]),
  attribute('secret', 'Never returned.', { returned: 'never' }),
  attribute('pin', 'Written only.', { mutability: 'writeOnly', returned: 'never' }),
  attribute('vault', 'Holds a secret.', { multiValued: true }, [
    attribute('label', 'Its label.'),
    attribute('secret', 'Never returned.', { returned: 'never' }),
  ]),
];

export const EXTENSION = 'urn:example:params:sample:2.0:More';

/** A resource type with an attribute of each type, exact in case and not, of one value and of several. */
export const SAMPLE: ResourceModel = {
  name: 'User',
  endpoint: '/Users',
  description: 'A sample of everything.',
  schema: {
    id: 'urn:example:params:sample:2.0:Sample',
    name: 'Sample',
    description: '',
    attributes: ATTRIBUTES,
  },
  extensions: [
    {
      schema: {
        id: EXTENSION,
        name: 'More',
        description: '',
        attributes: [
          attribute('text', 'Has a namesake in the core schema.'),
          attribute('grade', 'An integer.', { type: 'integer' }),
          attribute('tags', 'Several, with a value.', { multiValued: true }, [value, ...simple(false, '')]),
        ],
      },
      required: false,
    },
  ],
  indexes: [],
};
