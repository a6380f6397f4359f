/** What the page answers to: `/`, and its own files, stream and reads below `/page/`. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gateway } from '../api-gateway/gateway.ts';
import { ASSETS } from './assets.ts';
import { streamFeed } from './event-stream.ts';
import { PAGE_HEADERS } from './headers.ts';
import { isHandedOn, isLoopbackAddress, isLoopbackHost } from './loopback.ts';
import type { RequestFeed } from './request-feed.ts';

/** What the page shows, known once the service has started. */
export interface PageSubject {
  readonly tenantUrl: string;
  readonly token: string;
  /** Not watched: what the page itself reads is nobody's provisioning. */
  readonly answer: Gateway['answer'];
}

export interface PageRoutesOptions {
  /** The address that the server is bound to. */
  readonly boundTo: () => string;
  readonly subject: Promise<PageSubject>;
  readonly feed: RequestFeed;
  /** A fault of the page itself. */
  readonly failed: (error: unknown) => void;
}

/** Answers a request that is the page's; false where it is not, and nothing was done. */
export type PageRoutes = (message: IncomingMessage, response: ServerResponse) => boolean;

type Answer = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/** More windows than anybody has open; each holds a connection. */
const MAX_STREAMS = 20;
const JSON_TYPE = 'application/json';
const READS = '/page/scim/';

export const pageRoutes = ({ boundTo, subject, feed, failed }: PageRoutesOptions): PageRoutes => {
  let streams = 0;

  const stream: Answer = async ({ headers }, response) => {
    if (streams >= MAX_STREAMS) return send(response, 503, 'text/plain', 'Too many windows are open.');
    streams += 1;
    response.once('close', () => {
      streams -= 1;
    });
    response.writeHead(200, { ...PAGE_HEADERS, 'Content-Type': 'text/event-stream' });
    streamFeed(feed, response, String(headers['last-event-id'] ?? ''));
  };

  const connection: Answer = async (_, response) => {
    const { tenantUrl, token } = await subject;
    send(response, 200, JSON_TYPE, JSON.stringify({ tenantUrl, token }));
  };

  /** Reads through the service with the local token: status and body as a client gets them. */
  const read: Answer = async ({ url = '', headers, socket }, response) => {
    const { tenantUrl, token, answer } = await subject;
    const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(url.slice(READS.length)) ?? [];
    const { status, body } = await answer({
      id: randomUUID(),
      method: 'GET',
      path: `${new URL(tenantUrl).pathname}/${path}`,
      query,
      headers: [
        ['Host', headers.host ?? ''],
        ['Authorization', `Bearer ${token}`],
      ],
      body: Buffer.alloc(0),
      sourceIp: socket.remoteAddress ?? '',
      port: socket.localPort ?? 0,
      receivedAt: Date.now(),
    });
    // Wrapped, since a browser's console would call a 404 an error of the page.
    send(response, 200, JSON_TYPE, JSON.stringify({ status, body: String(body) }));
  };

  const answerTo = (path: string): Answer | undefined => {
    const asset = ASSETS.get(path);
    if (asset) return async (_, response) => send(response, 200, asset.type, await asset.read());
    if (path === '/page/events') return stream;
    if (path === '/page/connection') return connection;
    return path.startsWith(READS) ? read : undefined;
  };

  return (message, response) => {
    const { method, url = '', headers } = message;
    const [path = ''] = url.split('?', 1);
    const answer = method === 'GET' ? answerTo(path) : undefined;
    if (!answer || !isLoopbackAddress(boundTo()) || !isLoopbackHost(headers.host) || isHandedOn(headers)) {
      return false;
    }
    answer(message, response).catch((error: unknown) => {
      failed(error);
      if (!response.headersSent) send(response, 500, 'text/plain', 'The page has failed.');
    });
    return true;
  };
};

const send = (response: ServerResponse, status: number, type: string, body: string | Buffer): void => {
  response.writeHead(status, {
    ...PAGE_HEADERS,
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
};
