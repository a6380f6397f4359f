/** Compares an answer with what it has to be. */
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Answer } from '../http/exchange.ts';
import { textOf } from '../values.ts';
import { type Difference, differences } from './difference.ts';
import { anyText, ifThere, type Matcher, scimJson, type Template, type TemplateObject } from './matcher.ts';

export interface Expected {
  /** One of these, where the RFC leaves it open. */
  readonly status: number | readonly number[];
  /** By lower-case name; null for none. */
  readonly headers?: Readonly<Record<string, string | Matcher | null>>;
  /** Absent: there has to be no body. */
  readonly body?: Template;
}

/** An answer that is not what it has to be. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
  readonly answer: Answer;
  readonly differences: readonly Difference[];

  constructor(answer: Answer, found: readonly Difference[]) {
    super(found.map(sentence).join('\n'));
    this.answer = answer;
    this.differences = found;
  }
}

const sentence = ({ path, expected, found }: Difference): string =>
  `${path || 'body'}: expected ${expected}, found ${found}`;

/** @throws Mismatch with every difference, also from what holds of all answers; of a wrong status with nothing else */
export const expectAnswer = (answer: Answer, { status, headers = {}, body }: Expected): Answer => {
  const statuses = typeof status === 'number' ? [status] : status;
  if (!statuses.includes(answer.status))
    throw new Mismatch(answer, [
      { path: 'status', expected: statuses.join(' or '), found: String(answer.status) },
    ]);
  const found = [
    ...headerDifferences({ ...lawsOf(answer), ...headers }, answer),
    ...differences(body, answer.body),
  ];
  if (found.length > 0) throw new Mismatch(answer, found);
  return answer;
};

/** @throws Mismatch unless `holds`; for what is no difference of values */
export const expectThat = (answer: Answer, holds: boolean, expected: string, found: string): void => {
  if (!holds) throw new Mismatch(answer, [{ path: 'answer', expected, found }]);
};

const headerDifferences = (
  expected: Readonly<Record<string, string | Matcher | null>>,
  { headers }: Answer,
): readonly Difference[] =>
  Object.entries(expected).flatMap(([name, wanted]) => {
    const value = headers[name];
    return differences(wanted, value === undefined ? undefined : textOf(value)).map((one) => ({
      ...one,
      path: `header ${name}`,
    }));
  });

/** What holds of every answer, and so is not written into each check. */
const lawsOf = (answer: Answer): Readonly<Record<string, string | Matcher | null>> => {
  const meta = metaOf(answer.body);
  return {
    // RFC 7644 §3.1, §8.1
    ...(answer.body !== undefined && { 'content-type': scimJson }),
    // RFC 7644 §3.3, RFC 7643 §3.1
    ...(answer.status === 201 && { location: meta?.['location'] ? textOf(meta['location']) : anyText }),
    // RFC 7643 §3.1
    ...(typeof meta?.['location'] === 'string' && { 'content-location': ifThere(meta['location']) }),
    // RFC 7644 §3.14
    ...(typeof meta?.['version'] === 'string' && { etag: meta['version'] }),
    // RFC 9110 §15.5.2, §15.5.6
    ...(answer.status === 401 && { 'www-authenticate': anyText }),
    ...(answer.status === 405 && { allow: anyText }),
  };
};

const metaOf = (body: Json | undefined): JsonObject | undefined =>
  isJsonObject(body) && isJsonObject(body['meta']) ? body['meta'] : undefined;

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The body of an error, exactly; its wording is left open (RFC 7644 §3.12). */
export const errorBody = (status: number, scimType?: string | Matcher): TemplateObject => ({
  schemas: [ERROR],
  status: textOf(status),
  scimType,
  detail: anyText,
});
