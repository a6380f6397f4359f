import { expect } from '@jest/globals';
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { exchange, type Target } from '../../local/replay/client.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

export interface ScimAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // What came is what the test is about, whatever it is.
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked into, not computed with
  readonly body: any;
}

/** A request as a well-behaved client sends it; `body` is sent as it is when it is a string, else as JSON. */
export const call = async (
  target: Target,
  method: string,
  path: string,
  body?: Json,
  headers: Readonly<Record<string, string | null>> = {},
): Promise<ScimAnswer> => {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const type = sent === undefined ? {} : { 'content-type': 'application/scim+json' };
  const answer = await exchange(target, method, path, { ...type, ...headers }, sent);
  return {
    status: answer.status,
    headers: answer.headers,
    body: answer.text === '' ? undefined : JSON.parse(answer.text),
  };
};

export const patch = (...operations: JsonObject[]): JsonObject => ({
  schemas: [PATCH_OP],
  Operations: operations,
});

export const addMembers = (...ids: string[]): JsonObject =>
  patch({ op: 'add', path: 'members', value: ids.map((value) => ({ value })) });

export const removeMembers = (...ids: string[]): JsonObject =>
  patch({ op: 'remove', path: 'members', value: ids.map((value) => ({ value })) });

/** The id of a resource that is created for the test. */
export const create = async (
  target: Target,
  path: '/Users' | '/Groups',
  body: JsonObject,
): Promise<string> => {
  const answer = await call(target, 'POST', path, body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.id;
};

export const createUser = (target: Target, userName: string): Promise<string> =>
  create(target, '/Users', { schemas: [USER], userName });

export const createGroup = (
  target: Target,
  displayName: string,
  members: readonly string[] = [],
): Promise<string> =>
  create(target, '/Groups', { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) });

/** Who is in a group, sorted. */
export const membersOf = async (target: Target, groupId: string): Promise<readonly string[]> => {
  const { body } = await call(target, 'GET', `/Groups/${groupId}?attributes=members`);
  return (body.members ?? []).map(({ value }: { readonly value: string }) => value).sort();
};

/** The whole answer of an error, as RFC 7644 §3.12 has it; only the wording is left open. */
export const scimError = (status: number, scimType?: string) => ({
  status,
  contentType: 'application/scim+json',
  body: {
    schemas: [ERROR],
    status: String(status),
    ...(scimType !== undefined && { scimType }),
    detail: expect.stringMatching(/./),
  },
});

/** An answer in the form in which `scimError` writes it down. */
export const asError = ({ status, headers, body }: ScimAnswer) => ({
  status,
  contentType: headers['content-type'],
  body,
});
