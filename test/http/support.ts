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
  readonly body: unknown;
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
      body: result.body === '' ? undefined : JSON.parse(result.body),
      lines: log
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
      log,
    };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};
