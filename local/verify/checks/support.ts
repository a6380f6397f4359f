/** What many checks do. */
import type { Json } from '../../json.ts';
import { type Expected, errorBody, expectAnswer } from '../expect/answer.ts';
import { ifThere, type Matcher, type Template, type TemplateObject } from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import type { Need } from '../need.ts';
import { bodyOf, type Resource } from '../resource.ts';
import type { Session } from '../session.ts';
import { ENTERPRISE, LIST } from '../urns.ts';

/** An error, exactly as RFC 7644 §3.12 has it. */
export const expectError = (
  answer: Answer,
  status: number,
  scimType?: string | Matcher,
  headers: Expected['headers'] = {},
): Answer => expectAnswer(answer, { status, headers, body: errorBody(status, scimType) });

/** A list of exactly these, in any order unless `Resources` says otherwise. */
export const listBody = (resources: readonly Template[], more: TemplateObject = {}): TemplateObject => ({
  schemas: [LIST],
  totalResults: resources.length,
  // Required only where the list is cut into pages (RFC 7644 §3.4.2).
  startIndex: ifThere(1),
  itemsPerPage: ifThere(resources.length),
  Resources: resources,
  ...more,
});

export const expectList = (answer: Answer, resources: readonly Template[], more?: TemplateObject): Answer =>
  expectAnswer(answer, { status: 200, body: listBody(resources, more) });

/** What GET of the resource has to answer. */
export const expectNow = async (
  scim: Session,
  resource: Resource,
  changes: Readonly<Record<string, Template | undefined>> = {},
): Promise<Answer> =>
  expectAnswer(await scim.get(resource.path), { status: 200, body: bodyOf(resource, changes) });

/**
 * A PATCH is answered by 200 with the resource or 204 without (RFC 7644 §3.5.2), and a later GET has the same.
 */
export const expectPatched = async (
  scim: Session,
  resource: Resource,
  operations: readonly Json[],
  changes: Readonly<Record<string, Template | undefined>>,
): Promise<void> => {
  const answer = await scim.patch(resource.path, operations);
  expectChanged(answer, resource, changes);
  await expectNow(scim, resource, changes);
};

export const expectChanged = (
  answer: Answer,
  resource: Resource,
  changes: Readonly<Record<string, Template | undefined>>,
): Answer =>
  answer.status === 204
    ? expectAnswer(answer, { status: 204 })
    : expectAnswer(answer, { status: [200, 204], body: bodyOf(resource, changes) });

/** What a check needs that names the enterprise extension somewhere. */
export const enterpriseIn = (...parts: readonly unknown[]): readonly Need[] =>
  JSON.stringify(parts).toLowerCase().includes(ENTERPRISE.toLowerCase())
    ? [{ attribute: 'department', of: 'EnterpriseUser' }]
    : [];

/** Tries all at once. */
export const atOnce = <Result>(
  times: number,
  work: (index: number) => Promise<Result>,
): Promise<readonly Result[]> => Promise.all(Array.from({ length: times }, (_, index) => work(index)));

export const statusesOf = (answers: readonly Answer[]): readonly number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);
