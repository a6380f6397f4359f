/**
 * The AWS services that the functions and the command line call besides DynamoDB, on one loopback port: Secrets
 * Manager and EventBridge (AWS JSON 1.1), Lambda's Invoke and API Gateway's keys (REST), told apart by what their
 * clients send.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseJson } from '../json.ts';
import { MAX_REQUEST_BYTES } from '../lambda/function.ts';
import type { LambdaService } from '../lambda/service.ts';
import { closeServer, listen, portOf } from '../network.ts';
import type { UsagePlans } from '../usage-plans.ts';
import { apiGatewayCall } from './api-gateway.ts';
import { eventBridge, type ReceivedEvent } from './event-bridge.ts';
import { SECRETS_MANAGER_OPERATIONS, type StoredSecret } from './secrets-manager.ts';
import { AwsServiceError } from './service-error.ts';

export type AwsService = 'secretsManager' | 'lambda' | 'eventBridge' | 'apiGateway';

export interface AwsEndpoint {
  readonly url: string;
  /** From now on the service answers with this error; undefined: as it should again. For tests of outages. */
  readonly failWith: (service: AwsService, error: AwsServiceError | undefined) => void;
  /** The last events on the bus, the oldest first. */
  readonly events: () => readonly ReceivedEvent[];
  readonly stop: () => Promise<void>;
}

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Behind {
  readonly secret: StoredSecret;
  readonly usagePlans: UsagePlans;
  /** Comes later: the functions are told this endpoint when they start. */
  readonly lambda: Promise<LambdaService>;
}

export const startAwsEndpoint = async ({ secret, usagePlans, lambda }: Behind): Promise<AwsEndpoint> => {
  const failures = new Map<AwsService, AwsServiceError>();
  const bus = eventBridge();

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const body = await text(request);
    const url = new URL(request.url ?? '/', 'http://local');
    const functionName = INVOKE.exec(url.pathname)?.[1];
    if (request.method === 'POST' && functionName !== undefined) {
      fail(failures.get('lambda'));
      return invoke(await lambda, decodeURIComponent(functionName), body);
    }
    const secretOperation = SECRETS_MANAGER_OPERATIONS.get(request.headers['x-amz-target']);
    if (secretOperation) {
      fail(failures.get('secretsManager'));
      const result = await secretOperation(secret, parseJson(body));
      return { status: 200, headers: JSON_1_1, body: JSON.stringify(result) };
    }
    if (request.headers['x-amz-target'] === 'AWSEvents.PutEvents') {
      fail(failures.get('eventBridge'));
      return { status: 200, headers: JSON_1_1, body: JSON.stringify(bus.put(parseJson(body))) };
    }
    if (/^\/(?:apikeys|usageplans)\b/.test(url.pathname)) {
      fail(failures.get('apiGateway'));
      const called = await apiGatewayCall(usagePlans, { method: request.method ?? '', url, body });
      if (called)
        return {
          status: called.status,
          headers: JSON_REST,
          body: called.result ? JSON.stringify(called.result) : '',
        };
    }
    throw new AwsServiceError(
      400,
      'UnknownOperationException',
      'the local server does not stand in for this',
    );
  };

  const server = createServer((request, response) => {
    answer(request).then(
      (result) => send(response, result),
      (error: unknown) => send(response, errorAnswer(error)),
    );
  });
  await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    failWith: (service, error) => {
      if (error === undefined) failures.delete(service);
      else failures.set(service, error);
    },
    events: bus.events,
    stop: () => closeServer(server),
  };
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, of type RequestResponse. */
const invoke = async (lambda: LambdaService, functionName: string, body: string): Promise<Answer> => {
  const payload = body === '' ? '{}' : body;
  if (Buffer.byteLength(payload) > MAX_REQUEST_BYTES) {
    const message = `Request must be smaller than ${MAX_REQUEST_BYTES} bytes for the InvokeFunction operation`;
    throw new AwsServiceError(413, 'RequestEntityTooLargeException', message);
  }
  // A name, or an ARN that ends in it.
  const outcome = await lambda.invoke(functionName.slice(functionName.lastIndexOf(':') + 1), payload);
  if (outcome === undefined) {
    throw new AwsServiceError(404, 'ResourceNotFoundException', `Function not found: ${functionName}`);
  }
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  return outcome.kind === 'returned'
    ? { status: 200, headers, body: outcome.payload }
    : {
        status: 200,
        headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
        body: JSON.stringify(outcome.error),
      };
};

const JSON_REST = { 'content-type': 'application/json' };
const JSON_1_1 = { 'content-type': 'application/x-amz-json-1.1' };

const fail = (error: AwsServiceError | undefined): void => {
  if (error !== undefined) throw error;
};

/** In the shape of both protocols: `__type` for AWS JSON, the header for REST. */
const errorAnswer = (thrown: unknown): Answer => {
  const error =
    thrown instanceof AwsServiceError ? thrown : new AwsServiceError(500, 'InternalFailure', String(thrown));
  return {
    status: error.status,
    headers: { ...JSON_1_1, 'x-amzn-errortype': error.code },
    body: JSON.stringify({ __type: error.code, message: error.message, Message: error.message }),
  };
};

const send = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, { ...headers, 'x-amzn-requestid': randomUUID() }).end(body);
};
