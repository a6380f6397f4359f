/** A service with faults: what stands between the simulator and the real one. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listen, portOf } from '../../local/network.ts';
import { exchange, type Target } from '../../local/replay/client.ts';

export interface ProxiedRequest {
  readonly method: string;
  /** Behind the Tenant URL, with the query. */
  readonly path: string;
  readonly body: string;
}

export interface ProxiedAnswer {
  readonly status: number;
  readonly text: string;
}

/** Answers a request in its own way; `forward` asks the real service. */
export type Fault = (
  request: ProxiedRequest,
  forward: () => Promise<ProxiedAnswer>,
) => Promise<ProxiedAnswer>;

export interface Proxy extends AsyncDisposable {
  readonly target: Target;
}

export const startProxy = async (target: Target, fault: Fault): Promise<Proxy> => {
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await text(incoming);
    const { method = 'GET', url = '/' } = incoming;
    const forward = () =>
      exchange(
        target,
        method,
        url,
        body ? { 'content-type': 'application/scim+json' } : {},
        body || undefined,
      );
    const { status, text: answered } = await fault({ method, path: url, body }, forward);
    outgoing.writeHead(status, { 'content-type': 'application/scim+json' });
    outgoing.end(status === 204 ? undefined : answered);
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) =>
      outgoing.destroy(Error.isError(error) ? error : undefined),
    );
  });
  await listen(server, 0, '127.0.0.1');
  return {
    target: { ...target, tenantUrl: `http://127.0.0.1:${portOf(server)}` },
    [Symbol.asyncDispose]: () => closeServer(server),
  };
};

/** The fault befalls the first request that it fits; all others go through. */
export const once = (
  fits: (request: ProxiedRequest) => boolean,
  befall: (answer: () => Promise<ProxiedAnswer>, request: ProxiedRequest) => Promise<ProxiedAnswer>,
): Fault => {
  let happened = false;
  return async (request, forward) => {
    if (happened || !fits(request)) return forward();
    happened = true;
    return befall(forward, request);
  };
};
