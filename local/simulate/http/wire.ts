import { exchange, type Target } from '../../replay/client.ts';

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

/** @param target its Tenant URL may have a query, which every request carries then */
export const wireTo = ({ tenantUrl, token }: Target): Wire => {
  const { origin, pathname, search } = new URL(tenantUrl);
  const target = { tenantUrl: `${origin}${pathname}`, token };
  const own = search.slice(1).split('&').filter(Boolean);

  return (method, path, query, body) => {
    const parameters = [...new Set([...own, ...query])].join('&');
    const headers = {
      accept: 'application/scim+json',
      ...(body !== undefined && { 'content-type': 'application/scim+json; charset=utf-8' }),
    };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return exchange(target, method, `${path}${parameters && `?${parameters}`}`, headers, body, signal);
  };
};
