import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import { isObject } from '../../../lambda/scim/json.ts';
import { main } from '../../../local/admin/main.ts';
import { connect } from '../../../local/admin/target.ts';
import { exchange, type Target } from '../../../local/replay/client.ts';
import { type LocalServer, startLocalServer } from '../../../local/server.ts';
import { clientOf } from '../../harness/database.ts';
import { violations } from '../../harness/invariants.ts';
import { type TemporaryFolder, temporaryFolder } from '../../local/support/temporary-folder.ts';

jest.setTimeout(240_000);

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** What `fill` comes to. */
export const CENSUS = '29 users, 3 groups, 32 memberships, 1 deleted resources';

export interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

export interface At {
  readonly input?: string;
  /** What is typed at the terminal; nobody sits there where it is absent. */
  readonly answer?: string;
  /** Instead of waiting, milliseconds. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** How the functions are reached, where not as ever. */
  readonly connect?: typeof connect;
}

const noWaiting = async () => {
  throw new Error('nothing is waited for here');
};

export const send = async (to: Target, method: string, path: string, body?: object): Promise<string> => {
  const { status, text } = await exchange(to, method, path, {}, body && JSON.stringify(body));
  expect([200, 201, 204]).toContain(status);
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  return isObject(answer) && typeof answer['id'] === 'string' ? answer['id'] : '';
};

/** A few dozen people and groups within groups, some of them odd, renamed or gone. */
export const fill = async (to: Target): Promise<void> => {
  const users: string[] = [];
  for (let index = 0; index < 30; index += 1) {
    const userName = index === 7 ? 'Zoë\u2028"Straße"@example.com' : `user${index}@example.com`;
    const title = index === 8 ? 'x'.repeat(200_000) : 'Engineer';
    users.push(
      await send(to, 'POST', '/Users', {
        schemas: [USER],
        userName,
        title,
        active: true,
        externalId: `e${index}`,
      }),
    );
  }
  const members = (ids: readonly string[]) => ids.map((value) => ({ value }));
  const group = (displayName: string, ids: readonly string[]) =>
    send(to, 'POST', '/Groups', { schemas: [GROUP], displayName, members: members(ids) });
  const sales = await group('Sales', users.slice(0, 12));
  const all = await group('Everybody', [sales, ...users.slice(10)]);
  await group('Nobody', []);
  const patch = (path: string, ...Operations: object[]) =>
    send(to, 'PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
  await patch(`/Users/${users[3]}`, { op: 'replace', path: 'userName', value: 'renamed@example.com' });
  await patch(`/Groups/${all}`, { op: 'remove', path: `members[value eq "${users[20]}"]` });
  await patch(`/Groups/${sales}`, { op: 'add', path: 'members', value: members([users[25] ?? '']) });
  await send(to, 'DELETE', `/Users/${users[5]}`);
};

/** Everything that a client sees, ETags too. */
export const seen = async (of: Target): Promise<unknown> => {
  const list = async (path: string) => JSON.parse((await exchange(of, 'GET', path, {})).text).Resources;
  return [await list('/Users?count=200'), await list('/Groups?count=200')];
};

/** A local server for the tests of a file, on a folder of its own. */
export const useOperator = () => {
  let folder: TemporaryFolder;
  let server: LocalServer;
  let file: (name: string) => string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await mkdir(join(folder.path, 'files'));
    file = (name) => join(folder.path, 'files', name);
    // So that a refused credential is refused at once.
    const context = { 'scim:authorizerCacheSeconds': '0' };
    server = await startLocalServer({
      port: 0,
      host: '127.0.0.1',
      data: folder.path,
      concurrency: 4,
      context,
    });
  });
  afterAll(async () => {
    await server?.stop();
    await folder?.remove();
  });

  /** Runs `npm run admin -- …`. */
  const admin = async (
    line: string,
    { input = '', answer, sleep = noWaiting, connect: reach = connect }: At = {},
  ): Promise<Run> => {
    let [out, error] = ['', ''];
    const output = new Writable({
      write: (chunk, _, done) => {
        out += String(chunk);
        done();
      },
    });
    const exitCode = await main(line.split(' '), {
      out: (text) => {
        out += `${text}\n`;
      },
      error: (text) => {
        error += `${text}\n`;
      },
      dataFolder: folder.path,
      connect: reach,
      io: {
        input: Readable.from([Buffer.from(input)]),
        output,
        ...(answer !== undefined && { ask: async () => answer }),
        sleep,
      },
    });
    return { exitCode, out, error };
  };

  const ok = async (line: string, at: At = {}): Promise<string> => {
    const { exitCode, out, error } = await admin(line, at);
    if (exitCode !== 0) throw new Error(`${line}: ${out}${error}`);
    return out;
  };

  /** A tenant, and how its directory is reached. */
  const open = async (id: string): Promise<Target> => {
    await ok(`tenants create --name Contoso --id ${id}`);
    return targetOf(id);
  };
  const targetOf = async (id: string): Promise<Target> => {
    const { token } = JSON.parse(await ok(`tokens create --tenant ${id} --json`));
    return { tenantUrl: server.tenantUrl, token };
  };

  /** Every item that belongs to a tenant, or names it in its key. */
  const itemsOf = async (tenant: string): Promise<readonly object[]> => {
    const client = clientOf(server.dynamodbEndpoint);
    const items: object[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName: server.tableName }))
      items.push(
        ...Items.filter(
          ({ pk, sk, tenant: owner }) =>
            owner === tenant ||
            pk === `T#${tenant}` ||
            String(pk).startsWith(`T#${tenant}#`) ||
            (pk === 'tenants' && sk === tenant) ||
            (pk === 'pending' && String(sk).startsWith(`${tenant}#`)),
        ),
      );
    client.destroy();
    return items;
  };

  /** Lets the time pass that a deletion waits for: it began long ago, as both copies of the tenant say. */
  const longAgo = async (tenant: string): Promise<void> => {
    const client = clientOf(server.dynamodbEndpoint);
    for (const Key of [
      { pk: `T#${tenant}`, sk: 'settings' },
      { pk: 'tenants', sk: tenant },
    ])
      await client.send(
        new UpdateCommand({
          TableName: server.tableName,
          Key,
          UpdateExpression: 'SET deletingSince = :then',
          ExpressionAttributeValues: { ':then': '2026-01-01T00:00:00.000Z' },
        }),
      );
    client.destroy();
  };

  const requireSound = async (tenant: string) => {
    expect(await ok(`fsck ${tenant}`)).toContain('Everything is in order');
    const client = clientOf(server.dynamodbEndpoint);
    expect(await violations(client, server.tableName, tenant)).toEqual([]);
    client.destroy();
  };

  return { admin, ok, open, targetOf, itemsOf, longAgo, requireSound, file: (name: string) => file(name) };
};
