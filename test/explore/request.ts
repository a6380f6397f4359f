import { resourceEndpoint } from '../../lambda/http/resource-endpoint.ts';
import { ScimError } from '../../lambda/scim/error.ts';
import type { Json } from '../../lambda/scim/json.ts';
import { groupService } from '../../lambda/service/groups.ts';
import { userService } from '../../lambda/service/users.ts';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import { call } from '../store/examples.ts';

/** A request as a provisioner makes it. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly resource: 'Users' | 'Groups';
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly ifMatch?: string;
  readonly body?: Json;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Longer than any run takes: what is explored is not what happens when time runs out. */
const PATIENCE_MS = 600_000;
const MAX_MEMBERS = 5_000;

/** Serves a request as a function does, from the ScimRequest on. A 500 is what no function may answer. */
export const serve = async (
  { client, name }: Table,
  tenant: string,
  { method, resource, id, query = {}, ifMatch, body }: Request,
): Promise<Answer> => {
  const directory = dynamoDirectory({ client, table: name });
  const endpoint = resourceEndpoint(
    resource === 'Users' ? userService(directory) : groupService(directory, MAX_MEMBERS),
  );
  const { by, deadline } = call(PATIENCE_MS);
  try {
    return await endpoint({
      method,
      resource,
      id,
      query: new Map(Object.entries(query).map(([name, value]) => [name.toLowerCase(), [value]])),
      headers: new Map(ifMatch === undefined ? [] : [['if-match', ifMatch]]),
      body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
      baseUrl: 'https://example.com/scim',
      caller: {
        tenantId: tenant,
        tokenId: by.tokenId,
        scopes: ['provision'],
        groupNames: 'unique',
        cursorKey: Buffer.alloc(32),
      },
      by,
      deadline,
    });
  } catch (error) {
    if (error instanceof ScimError) return { status: error.status, body: error.message };
    return { status: 500, body: error instanceof Error ? `${error.name}: ${error.message}` : error };
  }
};
