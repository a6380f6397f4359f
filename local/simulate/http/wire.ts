import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest, Agent as SecureAgent } from 'node:https';
import { text } from 'node:stream/consumers';

/** The service and what opens it. */
export interface Target {
  /** `https://…/scim` */
  readonly tenantUrl: string;
  readonly token: string;
}

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

/**
 * Connections that are kept, as many as there are requests at once. Not `fetch`: it adds a User-Agent, which Entra
 * does not always send.
 */
export const openWire = ({ tenantUrl, token }: Target, connections: number) => {
  const { protocol, hostname, port, pathname, search } = new URL(tenantUrl);
  const secure = protocol === 'https:';
  const agent = new (secure ? SecureAgent : Agent)({ keepAlive: true, maxSockets: connections });
  const own = search.slice(1).split('&').filter(Boolean);

  const send = (method: string, target: string, body: string | undefined): Promise<WireAnswer> => {
    const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>();
    const outgoing = (secure ? httpsRequest : httpRequest)({
      hostname: hostname.replaceAll(/[[\]]/g, ''),
      port,
      method,
      path: target,
      agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/scim+json',
        ...(body !== undefined && {
          'content-type': 'application/scim+json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
        }),
      },
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // The other side closed a kept connection just then: nothing was read, and another one will do.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(send(method, target, body));
      else reject(error);
    });
    outgoing.on('response', (incoming) => {
      text(incoming).then((answer) => resolve({ status: incoming.statusCode ?? 0, text: answer }), reject);
    });
    outgoing.end(body);
    return promise;
  };

  const wire: Wire = (method, path, query, body) => {
    const parameters = [...new Set([...own, ...query])].join('&');
    return send(method, `${pathname.replace(/\/$/, '')}${path}${parameters && `?${parameters}`}`, body);
  };
  return { wire, close: () => agent.destroy() };
};
