import { closeSync, openSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { bulkEndpoint } from '../../lambda/http/bulk-endpoint.ts';
import { scimHandler } from '../../lambda/http/chain.ts';
import { resourceEndpoint } from '../../lambda/http/resource-endpoint.ts';
import { bulkService } from '../../lambda/service/bulk/bulk.ts';
import { groupService } from '../../lambda/service/groups.ts';
import { userService } from '../../lambda/service/users.ts';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import { eventOf } from './event.ts';
import type { BenchRequest } from './requests.ts';

/** What the deployed functions have. */
const TIMEOUT_MS = 28_000;
const MAX_MEMBERS = 5_000;

/** The functions of users, groups and bulk requests as they are deployed, on a client of one's own. */
export interface InProcess {
  /** From Lambda's event to its result. */
  readonly handle: (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;
  /** Sends a request on behalf of the tenant. @throws Error for an answer of 400 or more */
  readonly send: (request: BenchRequest) => Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  // What it has to be is for whoever asked to say.
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked into, not computed with
  readonly body: any;
}

export const inProcess = (
  client: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  timeoutMs = TIMEOUT_MS,
): InProcess => {
  process.env['PUBLIC_URL'] = '';
  const directory = dynamoDirectory({ client, table });
  const services = { User: userService(directory), Group: groupService(directory, MAX_MEMBERS) };
  const users = scimHandler(resourceEndpoint(services.User));
  const groups = scimHandler(resourceEndpoint(services.Group));
  const bulk = scimHandler(bulkEndpoint(bulkService(services), async () => {}));
  const handle: InProcess['handle'] = async (event) => {
    const [, endpoint] = event.resource.split('/');
    const serve = endpoint === 'Users' ? users : endpoint === 'Bulk' ? bulk : groups;
    return (await serve(event, lambdaContext(Date.now() + timeoutMs))) as APIGatewayProxyResult;
  };
  return {
    handle,
    send: async (request) => {
      const { statusCode, body } = await handle(eventOf(tenant, request));
      if (statusCode >= 400) throw new Error(`${request.method} ${request.path}: ${statusCode} ${body}`);
      return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
    },
  };
};

const lambdaContext = (deadline: number): Context =>
  ({ awsRequestId: 'bench', getRemainingTimeInMillis: () => deadline - Date.now() }) as Context;

/** Does the work while what the functions log is written to where nobody reads it. */
export const loggedToNowhere = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const nowhere = openSync(devNull, 'w');
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: string | Uint8Array) => {
    writeSync(nowhere, String(text));
    return true;
  };
  try {
    return await work();
  } finally {
    process.stdout.write = write;
    closeSync(nowhere);
  }
};
