/** The HTTP server in front of the gateway. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Gateway, tooLarge } from './gateway.ts';
import type { GatewayAnswer, GatewayRequest, Headers } from './message.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const MAX_HEADER_BYTES = 10_240;
const MAX_URL_CHARACTERS = 10_240;
/** Beyond it Node itself ends the connection. */
const MAX_PARSED_BYTES = 64 * 1024;
/** Longer than clients keep a connection that they mean to use again. */
const KEEP_ALIVE_MS = 75_000;

/** What is told of a request once it is answered; no value of its query string. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly queryNames: readonly string[];
  readonly status: number;
  readonly milliseconds: number;
}

export interface GatewayServerOptions {
  /** Requests that arrive before it is known wait for it. */
  readonly gateway: Promise<Gateway>;
  /** Answers what is not meant for the API, and says whether it did. */
  readonly beside?: (message: IncomingMessage, response: ServerResponse) => boolean;
  readonly answered: (exchange: Exchange) => void;
  /** A fault of the local server itself. */
  readonly failed: (error: unknown) => void;
}

export const gatewayServer = ({ gateway, beside, answered, failed }: GatewayServerOptions): Server => {
  const server = createServer(
    { maxHeaderSize: MAX_PARSED_BYTES, keepAliveTimeout: KEEP_ALIVE_MS },
    (message, response) => {
      if (beside?.(message, response)) return;
      const started = performance.now();
      serve(message, response).catch((error: unknown) => {
        // A client that went away while it was sending is no fault.
        if (message.errored !== null || response.headersSent) return;
        failed(error);
        write(response, INTERNAL_ERROR);
      });
      response.once('finish', () =>
        answered({
          ...exchangeOf(message),
          status: response.statusCode,
          milliseconds: performance.now() - started,
        }),
      );
    },
  );

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const receivedAt = Date.now();
    const body = await readBody(message);
    const refusal = oversized(message);
    if (refusal) return write(response, refusal);
    const request = requestOf(message, body ?? NO_BODY, receivedAt);
    const { answer, refuse } = await gateway;
    write(response, body === undefined ? refuse(request, tooLarge()) : await answer(request));
  };

  server.on('clientError', refuseMalformed);
  return server;
};

/** Undefined when it is too large; it is read to its end all the same, so that the client hears the answer. */
const readBody = async (message: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
};

const NO_BODY = Buffer.alloc(0);

/**
 * API Gateway's answer to a URL or headers over its limits: no API is meant yet, so no gateway response of one
 * applies. The limits are documented, names and line ends counted; the answers are not, and are as reported.
 */
const oversized = ({ url = '', rawHeaders }: IncomingMessage): GatewayAnswer | undefined => {
  const headers = headersOf(rawHeaders).reduce((sum, line) => sum + `${line.join(': ')}\r\n`.length, 0);
  if (headers > MAX_HEADER_BYTES) {
    return messageAnswer(431, `HTTP header is larger than ${MAX_HEADER_BYTES} bytes.`);
  }
  return url.length > MAX_URL_CHARACTERS ? messageAnswer(414, 'Request URI too long') : undefined;
};

const messageAnswer = (status: number, message: string): GatewayAnswer => ({
  status,
  headers: [['Content-Type', 'application/json']],
  body: JSON.stringify({ message }),
});

const requestOf = (message: IncomingMessage, body: Buffer, receivedAt: number): GatewayRequest => ({
  id: randomUUID(),
  method: message.method ?? 'GET',
  ...targetOf(message),
  headers: headersOf(message.rawHeaders),
  body,
  sourceIp: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  port: message.socket.localPort ?? 0,
  receivedAt,
});

/** The request target in origin form, or in absolute form (RFC 9112 §3.2); a fragment is not part of it. */
const targetOf = ({ url = '/' }: IncomingMessage): { readonly path: string; readonly query: string } => {
  const target = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/, '');
  const question = target.indexOf('?');
  return question < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, question), query: target.slice(question + 1) };
};

/** Node gives names and values in turn. */
const headersOf = (raw: readonly string[]): Headers =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));

const exchangeOf = (message: IncomingMessage): Pick<Exchange, 'method' | 'path' | 'queryNames'> => {
  const { path, query } = targetOf(message);
  const names = query.split('&').map((part) => part.split('=', 1)[0] ?? '');
  return { method: message.method ?? '', path, queryNames: names.filter((name) => name !== '') };
};

const INTERNAL_ERROR = messageAnswer(500, 'Internal server error');

const write = (response: ServerResponse, { status, headers, body }: GatewayAnswer): void => {
  response.statusCode = status;
  for (const [name, value] of headers) response.appendHeader(name, value);
  if (status !== 204 && status !== 304) response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
};

const MALFORMED = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);

/** What is no HTTP never becomes a request; its sender is told so, and the connection ends. */
const refuseMalformed = ({ code = '' }: NodeJS.ErrnoException, socket: Duplex): void => {
  if (code === 'ECONNRESET' || !socket.writable) return;
  const status = MALFORMED.get(code) ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
