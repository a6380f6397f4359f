/** Requests as Entra ID writes them. */
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { ENTERPRISE_USER_SCHEMA } from '../../lambda/scim/schema/enterprise-user.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';

export interface BenchRequest {
  readonly method: string;
  /** What follows the Tenant URL, percent-encoded. */
  readonly path: string;
  readonly body?: JsonObject;
}

export const get = (path: string): BenchRequest => ({ method: 'GET', path });
export const remove = (path: string): BenchRequest => ({ method: 'DELETE', path });
export const put = (path: string, body: JsonObject): BenchRequest => ({ method: 'PUT', path, body });
export const post = (path: string, body: JsonObject): BenchRequest => ({ method: 'POST', path, body });

export const filtered = (path: string, filter: string, more = ''): BenchRequest =>
  get(`${path}?filter=${encodeURIComponent(filter)}${more}`);

export const patch = (path: string, ...operations: JsonObject[]): BenchRequest => ({
  method: 'PATCH',
  path,
  body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations },
});

export const replaceValue = (path: string, value: Json): JsonObject => ({ op: 'Replace', path, value });
export const addMembers = (...ids: string[]): JsonObject => ({
  op: 'Add',
  path: 'members',
  value: asMembers(ids),
});
export const removeMembers = (...ids: string[]): JsonObject => ({
  op: 'Remove',
  path: 'members',
  value: asMembers(ids),
});

const asMembers = (ids: readonly string[]): JsonObject[] => ids.map((value) => ({ value }));

/**
 * A person with every attribute of Entra's default mappings.
 * @param name of a mailbox; names of one length make users of one size
 */
export const userBody = (name: string): JsonObject => ({
  schemas: [USER.schema.id, ENTERPRISE_USER_SCHEMA.id],
  userName: `${name}@contoso.com`,
  externalId: `x-${name}`,
  active: true,
  displayName: `Josefina ${name}`,
  title: 'Account Manager',
  emails: [{ primary: true, type: 'work', value: `${name}@mail.contoso.com` }],
  preferredLanguage: 'pt-PT',
  meta: { resourceType: 'User' },
  name: { givenName: 'Josefina', familyName: name, formatted: `Josefina ${name}` },
  addresses: [
    { primary: false, type: 'other', formatted: 'Building 7, desk 12' },
    {
      primary: true,
      type: 'work',
      streetAddress: 'Rua do Carmo 9',
      locality: 'Lisboa',
      region: 'Lisboa',
      postalCode: '1200-093',
      country: 'Portugal',
    },
  ],
  phoneNumbers: [
    { primary: true, type: 'work', value: '+351 210 000 001' },
    { type: 'mobile', value: '+351 910 000 002' },
  ],
  [ENTERPRISE_USER_SCHEMA.id]: { employeeNumber: '701984', department: 'Sales' },
});

export const groupBody = (name: string, members: readonly string[] = []): JsonObject => ({
  schemas: [GROUP.schema.id],
  displayName: name,
  externalId: `x-${name}`,
  ...(members.length > 0 && { members: asMembers(members) }),
});
