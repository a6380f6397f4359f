import { gunzipSync } from 'node:zlib';
import { jest } from '@jest/globals';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { scimHandler } from '../../lambda/http/chain.ts';
import type { ScimRequest, ScimResponse } from '../../lambda/http/request.ts';

export interface Sent {
  readonly method?: string;
  /** API Gateway's own, as `/Users/{proxy+}`. */
  readonly resource?: string;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly authorizer?: Readonly<Record<string, string>>;
}

export const AUTHORIZER = {
  tenantId: 'contoso',
  tokenId: 't1',
  scopes: 'provision read',
  groupNames: 'unique',
  cursorKey: Buffer.alloc(32, 'k').toString('base64url'),
};

/** The parts of API Gateway's event that the service reads. */
export const eventOf = (sent: Sent): APIGatewayProxyEvent => {
  const {
    resource = '/Users',
    method = 'GET',
    id,
    query,
    headers = {},
    body,
    authorizer = AUTHORIZER,
  } = sent;
  return {
    resource,
    httpMethod: method,
    pathParameters: id === undefined ? null : { proxy: id },
    multiValueQueryStringParameters: query ?? null,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    body: body ?? null,
    isBase64Encoded: sent.isBase64Encoded ?? false,
    requestContext: {
      requestId: 'r1',
      resourcePath: resource,
      stage: 'scim',
      domainName: 'abc.execute-api.eu-west-1.amazonaws.com',
      identity: { sourceIp: '192.0.2.1' },
      authorizer,
    },
  } as unknown as APIGatewayProxyEvent;
};

export const contextOf = (milliseconds: number): Context =>
  ({ awsRequestId: 'l1', getRemainingTimeInMillis: () => milliseconds }) as Context;

type Serve = (request: ScimRequest) => Promise<ScimResponse>;

export interface Handled {
  readonly status: number;
  readonly headers: APIGatewayProxyResult['headers'];
  /** As a client reads it, decompressed. */
  readonly body: unknown;
  readonly coding: unknown;
  readonly isBase64Encoded: boolean;
  /** What has been logged, line by line, and as it was written. */
  readonly lines: readonly Record<string, unknown>[];
  readonly log: string;
}

/** An event through the chain, and what it leaves: the result and the log. */
export const handle = async (serve: Serve, sent: Sent): Promise<Handled> => {
  const written: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    }),
  );
  try {
    const result = (await scimHandler(serve)(eventOf(sent), contextOf(10_000))) as APIGatewayProxyResult;
    const log = written.join('');
    return {
      status: result.statusCode,
      headers: result.headers,
      body: bodyOf(result),
      coding: result.headers?.['Content-Encoding'],
      isBase64Encoded: result.isBase64Encoded ?? false,
      lines: log
        .split('\n')
        .filter((line) => line !== '' && !OF_NODE.test(line))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
      log,
    };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

/** A warning that Node gives when it comes to it, such as of modules in jest. */
const OF_NODE = /^\((?:node:|Use `node)/;

const bodyOf = ({ body, headers, isBase64Encoded }: APIGatewayProxyResult): unknown => {
  if (body === '') return undefined;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const isGzip = headers?.['Content-Encoding'] === 'gzip';
  return JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString());
};
