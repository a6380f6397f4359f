import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest, Agent as SecureAgent } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** A tenant of the service: its Tenant URL, and the Secret Token that opens it. */
export interface Target {
  /** `https://…/scim`, without a slash at its end. */
  readonly tenantUrl: string;
  readonly token: string;
}

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. */
  readonly text: string;
}

/** Connections that are kept, as many as there were requests at once. */
const agents = {
  http: new Agent({ keepAlive: true }),
  https: new SecureAgent({ keepAlive: true }),
};

/**
 * Sends a request as it is written. `fetch` would tidy the target up, add a User-Agent and refuse some headers;
 * identity providers and attackers do none of this.
 *
 * @param path what follows the Tenant URL, percent-encoded or not as the sender pleases
 * @param headers null values are left out
 * @param signal ends the request when it is aborted
 * @throws Error of the system, or what the signal was aborted with
 */
export const exchange = (
  { tenantUrl, token }: Target,
  method: string,
  path: string,
  headers: Readonly<Record<string, string | null>> = {},
  body?: string | Uint8Array,
  signal?: AbortSignal,
): Promise<RawAnswer> => {
  const { protocol, hostname, port, pathname } = new URL(tenantUrl);
  const secure = protocol === 'https:';
  const all = { authorization: `Bearer ${token}`, ...lowerCase(headers) };
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();

  const outgoing = (secure ? httpsRequest : httpRequest)({
    // An IPv6 address stands in brackets in a URL only.
    hostname: hostname.replaceAll(/[[\]]/g, ''),
    port,
    method,
    // Of a URL without a path it is a slash.
    path: `${pathname.replace(/\/$/, '')}${path}`,
    agent: secure ? agents.https : agents.http,
    ...(signal && { signal }),
    headers: {
      ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)),
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
  });
  outgoing.on('error', (error: NodeJS.ErrnoException) => {
    // The other side closed a kept connection just then. Whether it has done what was asked is not known, so only
    // what may be done twice is tried on another one (RFC 9110 §9.2.2).
    if (method === 'GET' && outgoing.reusedSocket && error.code === 'ECONNRESET')
      resolve(exchange({ tenantUrl, token }, method, path, headers, body, signal));
    else reject(error);
  });
  outgoing.on('response', (incoming) => {
    const { statusCode = 0, headers: answered } = incoming;
    buffer(incoming)
      .then((bytes) => decompressed(bytes, answered['content-encoding']).toString())
      .then((answer) => resolve({ status: statusCode, headers: answered, text: answer }))
      .catch(reject);
  });
  outgoing.end(body);
  return promise;
};

const decompressed = (bytes: Buffer, coding: string | undefined): Buffer =>
  coding === 'gzip' && bytes.length > 0 ? gunzipSync(bytes) : bytes;

const lowerCase = (headers: Readonly<Record<string, string | null>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
