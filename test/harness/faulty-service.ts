/** A service with faults: what stands between a client and the real one. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listen, portOf } from '../../local/network.ts';
import { exchange, type Target } from '../../local/replay/client.ts';

export interface ProxiedRequest {
  readonly method: string;
  /** Behind the Tenant URL, with the query. */
  readonly path: string;
  readonly body: string;
  /** As they came, by lower-case name. */
  readonly headers: Readonly<Record<string, string | null>>;
}

export interface ProxiedAnswer {
  readonly status: number;
  readonly text: string;
  /** Those of SCIM, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request in its own way; `forward` asks the real service, for what came unless told otherwise. */
export type Fault = (
  request: ProxiedRequest,
  forward: (instead?: Partial<ProxiedRequest>) => Promise<ProxiedAnswer>,
) => Promise<ProxiedAnswer>;

/** What concerns one connection, or is said of a body anew (RFC 9110 §7.6.1). */
const OF_THE_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding'];
const PASSED_ON = ['content-type', 'location', 'etag', 'allow', 'www-authenticate', 'retry-after'];

export interface Proxy extends AsyncDisposable {
  readonly target: Target;
}

export const startProxy = async (target: Target, fault: Fault): Promise<Proxy> => {
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await text(incoming);
    const { method = 'GET', url = '/' } = incoming;
    const sent = Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined || OF_THE_CONNECTION.includes(name) ? [] : [[name, String(value)]],
    );
    // A request without a credential stays one.
    const headers = { authorization: null, ...Object.fromEntries(sent) };
    const request: ProxiedRequest = { method, path: url, body, headers };
    const forward = async (instead: Partial<ProxiedRequest> = {}): Promise<ProxiedAnswer> => {
      const sent = { ...request, ...instead };
      const real = await exchange(target, sent.method, sent.path, sent.headers, sent.body || undefined);
      const told = PASSED_ON.flatMap((name) => {
        const value = real.headers[name];
        return value === undefined ? [] : [[name, String(value)] as const];
      });
      return { status: real.status, text: real.text, headers: Object.fromEntries(told) };
    };
    const answered = await fault(request, forward);
    outgoing.writeHead(answered.status, answered.headers ?? { 'content-type': 'application/scim+json' });
    outgoing.end([204, 304].includes(answered.status) ? undefined : answered.text);
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
