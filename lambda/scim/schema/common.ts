import { attribute } from './attribute.ts';
import type { AttributeDefinition } from './definition.ts';

export const EXTERNAL_ID = attribute(
  'externalId',
  'The identifier that the provisioning client gave the resource.',
  { caseExact: true },
);

/** The attributes that every resource has, whatever its schema (RFC 7643 §3, §3.1). */
export const COMMON_ATTRIBUTES: readonly AttributeDefinition[] = [
  attribute('schemas', 'The URNs of the schemas that the resource is made of.', {
    type: 'reference',
    referenceTypes: ['uri'],
    multiValued: true,
    required: true,
    caseExact: true,
    returned: 'always',
  }),
  attribute('id', 'The identifier that the service gave the resource.', {
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
  }),
  EXTERNAL_ID,
  attribute('meta', 'What the service knows about the resource itself.', { mutability: 'readOnly' }, [
    attribute('resourceType', 'The name of the resource type.', { caseExact: true, mutability: 'readOnly' }),
    attribute('created', 'When the resource was created.', {
      type: 'dateTime',
      caseExact: true,
      mutability: 'readOnly',
    }),
    attribute('lastModified', 'When the resource was last changed.', {
      type: 'dateTime',
      caseExact: true,
      mutability: 'readOnly',
    }),
    attribute('location', 'The URI of the resource.', {
      type: 'reference',
      referenceTypes: ['uri'],
      caseExact: true,
      mutability: 'readOnly',
    }),
    attribute('version', 'The version of the resource, as in its ETag.', {
      caseExact: true,
      mutability: 'readOnly',
    }),
  ]),
];
