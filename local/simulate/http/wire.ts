import { exchange } from '../../replay/client.ts';
import type { Bearer } from './bearer.ts';

export interface WireAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends one request behind the Tenant URL. @throws Error of the system, or TimeoutError */
export type Wire = (
  method: string,
  path: string,
  query: readonly string[],
  body: string | undefined,
) => Promise<WireAnswer>;

/** API Gateway answers within 29 s. */
const TIMEOUT_MS = 40_000;

/** @param tenantUrl may have a query, which every request carries then */
export const wireTo = (tenantUrl: string, bearer: Bearer): Wire => {
  const { origin, pathname, search } = new URL(tenantUrl);
  const own = search.slice(1).split('&').filter(Boolean);

  return async (method, path, query, body) => {
    const parameters = [...new Set([...own, ...query])].join('&');
    const headers = {
      accept: 'application/scim+json',
      ...(body !== undefined && { 'content-type': 'application/scim+json; charset=utf-8' }),
    };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const sendWith = (token: string) =>
      exchange(
        { tenantUrl: `${origin}${pathname}`, token },
        method,
        `${path}${parameters && `?${parameters}`}`,
        headers,
        body,
        signal,
      );
    const token = await bearer.token();
    const answer = await sendWith(token);
    if (answer.status !== 401) return answer;
    const another = await bearer.renewed(token);
    return another === undefined ? answer : sendWith(another);
  };
};
