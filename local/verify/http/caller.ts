/** Sends requests to the service, and keeps the credential out of all that is told of them. */
import { type Json, parseJson } from '../../json.ts';
import { exchange, type Target } from '../../replay/client.ts';
import { type Answer, redactorOf } from './exchange.ts';

export interface Call {
  readonly method: string;
  /** Behind the Tenant URL, percent-encoded, with its query. */
  readonly path: string;
  /** As it is when it is a string, else as JSON. */
  readonly body?: Json;
  /** In place of a body: bytes that are no text. */
  readonly bytes?: Uint8Array;
  /** By lower-case name; null takes one of the usual ones away, `{token}` is the credential. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

export type Caller = (call: Call) => Promise<Answer>;

/** Nobody has answered. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** API Gateway answers within 29 s. */
const TIMEOUT_MS = 40_000;

const MEDIA_TYPE = 'application/scim+json';

/** @param target its Tenant URL may have a query, which every request carries then */
export const callerOf = ({ tenantUrl, token }: Target): Caller => {
  const { origin, pathname, search } = new URL(tenantUrl);
  const target = { tenantUrl: `${origin}${pathname}`, token };
  const redacted = redactorOf(token);

  return async ({ method, path, body, bytes, headers: some = {} }) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const sent = bytes ?? text;
    const headers = {
      accept: MEDIA_TYPE,
      ...(sent !== undefined && { 'content-type': MEDIA_TYPE }),
      ...some,
    };
    const whole = withQuery(path, search.slice(1));
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await exchange(target, method, whole, withToken(headers, token), sent, signal).catch(
      (error: unknown) => {
        const reason = Error.isError(error) ? error.message : String(error);
        throw new NoAnswer(redacted(`${method} ${path}: ${reason}`), { cause: error });
      },
    );
    const answered = redacted(answer.text);
    return {
      method,
      path: redacted(whole),
      requestHeaders: shownHeaders(headers, redacted),
      requestBody: sent === undefined ? undefined : redacted(String(sent)),
      status: answer.status,
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, value && redacted(String(value))]),
      ),
      text: answered,
      body: answered === '' ? undefined : bodyOf(answered),
    };
  };
};

const withQuery = (path: string, query: string): string =>
  query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;

const withToken = (headers: Readonly<Record<string, string | null>>, token: string) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value?.replace('{token}', () => token) ?? null]),
  );

const shownHeaders = (
  headers: Readonly<Record<string, string | null>>,
  redacted: (text: string) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ authorization: 'Bearer (redacted)', ...headers }).flatMap(([name, value]) =>
      value === null ? [] : [[name, redacted(value)]],
    ),
  );

/** What is no JSON is a difference to whatever is expected, and is shown as the text that it is. */
const bodyOf = (text: string): Json => {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
};
