import { attribute } from './attribute.ts';
import type { SchemaDefinition } from './definition.ts';

/** The core Group schema (RFC 7643 §4.2, §8.7.1). */
export const GROUP_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  name: 'Group',
  description: 'Group',
  attributes: [
    attribute('displayName', 'The name of the group.', { required: true, uniqueness: 'server' }),
    attribute('members', 'The members of the group.', { multiValued: true }, [
      attribute('value', 'The id of the member.', { caseExact: true, mutability: 'immutable' }),
      attribute('$ref', 'The URI of the member.', {
        type: 'reference',
        referenceTypes: ['User', 'Group'],
        caseExact: true,
        mutability: 'immutable',
      }),
      attribute('type', 'What the member is.', {
        canonicalValues: ['User', 'Group'],
        mutability: 'immutable',
      }),
      attribute('display', 'The name of the member.', { mutability: 'readOnly' }),
    ]),
  ],
};
