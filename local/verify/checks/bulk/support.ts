/** What the checks of bulk requests send, and how these are answered (RFC 7644 §3.7). */
import type { Json, JsonObject } from '../../../json.ts';
import { errorBody, expectAnswer } from '../../expect/answer.ts';
import { anything, entityTag, InOrder, ifThere, type Template, uriEndingIn } from '../../expect/matcher.ts';
import type { Answer } from '../../http/exchange.ts';
import type { Session } from '../../session.ts';
import { BULK_REQUEST, BULK_RESPONSE, ENTERPRISE, GROUP, PATCH, USER } from '../../urns.ts';
import { listOf, objectOf, textOf } from '../../values.ts';

export const BULK = 'RFC 7644 §3.7';

export const bulk = (scim: Session, operations: readonly Json[], more: JsonObject = {}): Promise<Answer> =>
  scim.post('/Bulk', { schemas: [BULK_REQUEST], Operations: operations, ...more });

/** What is answered of each operation, in the order of the request. */
export const expectBulk = (answer: Answer, operations: readonly Template[]): Answer =>
  expectAnswer(answer, {
    status: 200,
    body: { schemas: [BULK_RESPONSE], Operations: new InOrder(operations) },
  });

export const done = (
  method: string,
  status: number,
  location: Template,
  more: Readonly<Record<string, Template>> = {},
): Template => ({
  method,
  status: textOf(status),
  location,
  version: ifThere(entityTag),
  response: method === 'DELETE' ? undefined : anything,
  ...more,
});

export const failed = (
  method: string,
  status: number,
  scimType: string | undefined,
  more: Readonly<Record<string, Template>> = {},
): Template => ({
  method,
  status: textOf(status),
  location: ifThere(uriEndingIn('')),
  response: errorBody(status, scimType),
  ...more,
});

export const newUser = (scim: Session, bulkId: string, more: JsonObject = {}): JsonObject => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: { schemas: [USER], userName: `${scim.name('bulk')}@example.com`, ...more },
});

export const newGroup = (scim: Session, bulkId: string, members: readonly string[]): JsonObject => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: {
    schemas: [GROUP],
    displayName: scim.name('bulk'),
    members: members.map((value) => ({ value: `bulkId:${value}` })),
  },
});

export const idOf = (answer: Answer, index: number): string =>
  textOf(listOf(objectOf(answer.body)['Operations'])[index]?.['location'])
    .split('/')
    .at(-1) ?? '';

export const membersOf = async (scim: Session, id: string): Promise<readonly string[]> => {
  const answer = await scim.get(`/Groups/${id}`);
  return listOf(objectOf(answer.body)['members'])
    .map(({ value }) => textOf(value))
    .sort();
};

/** The operation that changes a resource by PATCH. */
export const patching = (path: string, ...operations: readonly Json[]): JsonObject => ({
  method: 'PATCH',
  path,
  data: { schemas: [PATCH], Operations: operations },
});

/** The attributes of a user whose manager is another one of the request. */
export const managedBy = (bulkId: string): JsonObject => ({
  schemas: [USER, ENTERPRISE],
  [ENTERPRISE]: { manager: { value: `bulkId:${bulkId}` } },
});

export const managerOf = async (scim: Session, id: string): Promise<string> => {
  const { body } = await scim.get(`/Users/${id}`);
  return textOf(objectOf(objectOf(objectOf(body)[ENTERPRISE])['manager'])['value']);
};

/** The status of each operation. */
export const statusesIn = ({ body }: Answer): readonly string[] =>
  listOf(objectOf(body)['Operations']).map(({ status }) => textOf(status));
