/** Resources and messages of the protocol as the simulator writes and reads them (RFC 7643, RFC 7644). */
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Texts } from './mapping.ts';
import { ENTERPRISE_USER } from './path.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTRA_GROUP = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** The body with which Entra creates a user. */
export const userBody = (texts: Texts, active: boolean): JsonObject =>
  filled({ schemas: [USER, ENTERPRISE_USER], active, meta: { resourceType: 'User' }, roles: [] }, texts);

/** The body with which Entra creates a group: members come afterwards. */
export const groupBody = (texts: Texts): JsonObject =>
  filled({ schemas: [GROUP, ENTRA_GROUP], meta: { resourceType: 'Group' }, members: [] }, texts);

const filled = (resource: JsonObject, texts: Texts): JsonObject =>
  [...texts].reduce((body, [path, text]) => path.put(body, text), resource);

export const patchBody = (operations: readonly JsonObject[]): JsonObject => ({
  schemas: [PATCH_OP],
  Operations: operations,
});

/** `userName eq "a\"b"`: a string of JSON is what a filter takes (RFC 7644 §3.4.2.2). */
export const equals = (attribute: string, value: string): string =>
  `${attribute} eq ${JSON.stringify(value)}`;

/** The resources of a list; none where the answer is something else. */
export const resourcesIn = (answer: Json | undefined): readonly JsonObject[] => {
  const resources = isJsonObject(answer) ? answer['Resources'] : undefined;
  return Array.isArray(resources) ? resources.filter(isJsonObject) : [];
};

export const idOf = (resource: JsonObject): string => textOf(resource['id']);

export const memberIdsOf = (group: JsonObject): readonly string[] => valuesIn(group['members']);

/** The groups that a user is directly in; undefined where the service does not say. */
export const groupIdsOf = (user: JsonObject): readonly string[] | undefined =>
  user['groups'] === undefined ? undefined : valuesIn(user['groups'], ({ type }) => type !== 'indirect');

export const managerIdOf = (user: JsonObject): string | undefined => {
  const extension = user[ENTERPRISE_USER];
  const manager = isJsonObject(extension) ? extension['manager'] : undefined;
  return isJsonObject(manager) ? textOf(manager['value']) || undefined : undefined;
};

const valuesIn = (list: Json | undefined, condition: (element: JsonObject) => boolean = () => true) =>
  Array.isArray(list)
    ? list
        .filter(isJsonObject)
        .filter(condition)
        .map((element) => textOf(element['value']))
    : [];

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
