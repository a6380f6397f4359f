import { attribute } from './attribute.ts';
import type { SchemaDefinition } from './definition.ts';

export const MANAGER = attribute('manager', "The user's manager.", {}, [
  attribute('value', "The id of the manager's User resource.", { caseExact: true }),
  attribute('$ref', "The URI of the manager's User resource.", {
    type: 'reference',
    referenceTypes: ['User'],
    caseExact: true,
    mutability: 'readOnly',
  }),
  attribute('displayName', "The manager's display name.", { mutability: 'readOnly' }),
]);

/** The enterprise extension of User (RFC 7643 §4.3, §8.7.1). */
export const ENTERPRISE_USER_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    attribute('employeeNumber', 'The identifier that the organization gave the user.'),
    attribute('costCenter', 'The name of a cost center.'),
    attribute('organization', 'The name of an organization.'),
    attribute('division', 'The name of a division.'),
    attribute('department', 'The name of a department.'),
    MANAGER,
  ],
};
