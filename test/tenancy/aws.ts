/** What stands in for AWS at the SDK's boundary: an HTTP server that answers as a test tells it. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Answers one call: its operation, such as `GetItem`, or its path where the service tells operations by that,
 * and its parameters. Never resolving is an answer too.
 */
export type Answer = (operation: string, parameters: Parameters) => Promise<object> | object;
type Parameters = Readonly<Record<string, unknown>>;

/** Another answer than the 200 of a call that succeeds: an error as the service itself would send it. */
export class ServiceError extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

export interface FakeAws {
  readonly url: string;
  answer: Answer;
  /** The bodies of all calls, as they were sent. */
  readonly calls: string[];
  close(): Promise<void>;
}

export const startFakeAws = async (): Promise<FakeAws> => {
  const server = createServer((request, response) => {
    const respond = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    const call = async () => {
      const body = await textOf(request);
      aws.calls.push(body);
      const target = request.headers['x-amz-target'];
      const operation = typeof target === 'string' ? target.replace(/^.*\./, '') : (request.url ?? '');
      respond(200, await aws.answer(operation, JSON.parse(body)));
    };
    call().catch((error: unknown) => {
      if (error instanceof ServiceError)
        respond(error.status, { __type: error.type, message: error.message });
      else respond(500, { __type: 'InternalFailure' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const aws: FakeAws = {
    url: `http://127.0.0.1:${port}`,
    answer: () => ({}),
    calls: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return aws;
};

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
