/** What stands before AWS's services and the emulator has not: the end of TLS, and an API's own address. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { closeServer, listen, portOf } from '../network.ts';

const HOST = '127.0.0.1';

export interface Edge {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface EdgeOptions {
  /** URL of whom requests are handed to. */
  readonly target: string;
  /** Comes before the path of each request. */
  readonly prefix?: string;
  /** How the client is said to have come, which policies and addresses in answers go by. */
  readonly protocol: 'http' | 'https';
  /** Headers that each request gets besides its own. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Hands on every request as it is, and says how it came. */
export const startEdge = async ({
  target,
  prefix = '',
  protocol,
  headers = {},
}: EdgeOptions): Promise<Edge> => {
  const { hostname, port } = new URL(target);
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const onward = request({
      hostname,
      port,
      method: incoming.method,
      path: `${prefix}${incoming.url}`,
      headers: { ...incoming.headers, ...headers, 'x-forwarded-proto': protocol },
    });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      pipeline(answer, outgoing).catch(() => outgoing.destroy());
    });
    onward.on('error', () => outgoing.destroy());
    pipeline(incoming, onward).catch(() => outgoing.destroy());
  };
  const server = createServer(forward);
  await listen(server, 0, HOST);
  return { url: `http://${HOST}:${portOf(server)}`, stop: () => closeServer(server) };
};
