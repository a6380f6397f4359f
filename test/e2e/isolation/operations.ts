import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import type { Target } from '../../../local/replay/client.ts';
import { adding, bulkOf, newGroup, newUser, remove } from '../../scim/bulk/support.ts';
import { ENTERPRISE } from '../../scim/support.ts';
import { addMembers, call, GROUP, patch, removeMembers, type ScimAnswer, USER } from '../scim.ts';

/** An operation of the API description, such as `PATCH /Users/{id}`. */
export type OperationName = string;

/** What is done to a tenant, one request after another; `done` is told each of them. */
export type Perform = (
  operation: OperationName,
  path: string,
  body?: Json,
  headers?: Readonly<Record<string, string>>,
) => Promise<ScimAnswer>;

/** @param observe runs one request, and whatever it wants around it */
export const performer =
  (
    target: Target,
    observe: (operation: OperationName, request: () => Promise<ScimAnswer>) => Promise<ScimAnswer>,
  ): Perform =>
  (operation, path, body, headers) => {
    const [method = ''] = operation.split(' ');
    return observe(operation, () => call(target, method, path, body, headers));
  };

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const query = (filter: string): string => `?filter=${encodeURIComponent(filter)}`;
const search = (more: JsonObject): JsonObject => ({ schemas: [SEARCH], ...more });
const user = (userName: string, more: JsonObject = {}): JsonObject => ({
  schemas: [USER],
  userName,
  displayName: userName,
  externalId: `external ${userName}`,
  emails: [{ type: 'work', value: `${userName}@example.com`, primary: true }],
  ...more,
});
const group = (displayName: string, members: readonly string[]): JsonObject => ({
  schemas: [GROUP],
  displayName,
  members: members.map((value) => ({ value })),
});

/** Requests of every operation that the API description has, so that every path through the store is taken. */
export const everyOperation = async (perform: Perform): Promise<void> => {
  const ids: string[] = [];
  for (const name of ['ada', 'bob', 'cleo', 'dana', 'emil'])
    ids.push((await perform('POST /Users', '/Users', user(name))).body.id);
  const [ada = '', bob = '', cleo = '', ...others] = ids;
  const crew: string = (await perform('POST /Groups', '/Groups', group('crew', [ada, bob]))).body.id;
  const inner: string = (await perform('POST /Groups', '/Groups', group('inner', [crew]))).body.id;
  await users(perform, ada, bob, crew);
  await groups(perform, crew, inner, ada, cleo);
  await lists(perform, ada, crew);
  await bulks(perform, ada, crew);
  await discovery(perform);
  // Those in groups too, so that what hangs on them is taken away.
  await perform('DELETE /Users/{id}', `/Users/${ada}`);
  await perform('DELETE /Groups/{id}', `/Groups/${crew}`);
  for (const id of others) await perform('DELETE /Users/{id}', `/Users/${id}`);
};

async function users(perform: Perform, ada: string, bob: string, crew: string): Promise<void> {
  const { headers } = await perform('GET /Users/{id}', `/Users/${ada}`);
  const etag = String(headers['etag']);
  await perform('GET /Users/{id}', `/Users/${ada}`, undefined, { 'if-none-match': etag });
  await perform('PUT /Users/{id}', `/Users/${ada}`, user('ada', { title: 'Countess' }), { 'if-match': etag });
  await perform('PUT /Users/{id}', `/Users/${ada}`, user('ada lovelace'));
  await perform('POST /Users', '/Users', user('bob'));
  const manager = { op: 'add', path: `${ENTERPRISE}:manager`, value: bob };
  await perform('PATCH /Users/{id}', `/Users/${ada}`, patch(manager));
  await perform(
    'PATCH /Users/{id}',
    `/Users/${ada}`,
    patch({ op: 'replace', path: 'active', value: 'False' }),
  );
  await perform(
    'PATCH /Users/{id}',
    `/Users/${bob}`,
    patch({ op: 'replace', path: 'userName', value: 'rob' }),
  );
  await perform('GET /Users', `/Users${query(`groups.value eq "${crew}"`)}`);
}

async function groups(
  perform: Perform,
  crew: string,
  inner: string,
  ada: string,
  cleo: string,
): Promise<void> {
  const one = `/Groups/${crew}`;
  await perform('GET /Groups/{id}', one);
  await perform('GET /Groups/{id}', `${one}?excludedAttributes=members`);
  await perform('PATCH /Groups/{id}', one, addMembers(cleo));
  await perform('PATCH /Groups/{id}', `${one}?attributes=members.display`, removeMembers(cleo));
  await perform('PATCH /Groups/{id}', one, patch({ op: 'replace', path: 'displayName', value: 'the crew' }));
  await perform(
    'PATCH /Groups/{id}',
    one,
    patch({ op: 'replace', path: 'members', value: [{ value: ada }, { value: inner }] }),
  );
  const { headers } = await perform('PUT /Groups/{id}', one, group('crew', [ada, cleo]));
  await perform('PUT /Groups/{id}', one, group('crew', [cleo]), { 'if-match': String(headers['etag']) });
  await perform('PUT /Groups/{id}', one, group('crew', [ada, cleo]));
}

async function lists(perform: Perform, ada: string, crew: string): Promise<void> {
  for (const [operation, path] of [
    ['GET /Users', '/Users'],
    ['GET /Groups', '/Groups'],
    ['GET /', ''],
  ] as const) {
    await perform(operation, `${path}?count=0`);
    await perform(operation, `${path}?startIndex=1&count=2`);
    await perform(operation, `${path}?startIndex=3&count=2`);
    await perform(operation, `${path}?startIndex=2&count=1`);
    const { body } = await perform(operation, `${path}?cursor&count=1`);
    await perform(operation, `${path}?cursor=${body.nextCursor}&count=1`);
    await perform(operation, `${path}?sortBy=displayName&sortOrder=descending`);
    await perform(operation, `${path}${query('displayName co "e"')}`);
    await perform(operation, `${path}${query('displayName sw "b" or displayName ge "c"')}`);
    await perform(operation, `${path}${query(`id eq "${ada}" or id eq "${crew}"`)}`);
  }
  for (const filter of [
    'userName eq "rob"',
    'externalId eq "external rob"',
    'emails[type eq "work" and value eq "rob@example.com"]',
    'meta.lastModified gt "2020-01-01T00:00:00Z" and active eq true',
  ])
    await perform('GET /Users', `/Users${query(filter)}&sortBy=emails`);
  await perform('GET /Groups', `/Groups${query(`id eq "${crew}" and members eq "${ada}"`)}`);
  await perform('GET /Groups', `/Groups${query(`members.value eq "${ada}"`)}&excludedAttributes=members`);
  await perform('POST /Users/.search', '/Users/.search', search({ filter: 'userName pr', count: 2 }));
  await perform('POST /Groups/.search', '/Groups/.search', search({ attributes: ['displayName'] }));
  await perform('POST /.search', '/.search', search({ filter: 'displayName eq "crew"', sortBy: 'id' }));
}

async function bulks(perform: Perform, ada: string, crew: string): Promise<void> {
  const { body } = await perform(
    'POST /Bulk',
    '/Bulk',
    bulkOf([
      newUser('frida'),
      newGroup('painters', ['bulkId:frida', ada]),
      adding(`/Groups/${crew}`, 'bulkId:frida'),
      { method: 'PUT', path: `/Users/${ada}`, data: user('ada') },
    ]),
  );
  const [frida, painters] = body.Operations.map(({ location }: { readonly location: string }) =>
    new URL(location).pathname.replace('/scim', ''),
  );
  await perform('POST /Bulk', '/Bulk', bulkOf([remove(painters), remove(frida)]));
  // Two that are members of each other are linked after both have been created.
  await perform(
    'POST /Bulk',
    '/Bulk',
    bulkOf([newGroup('hen', ['bulkId:egg']), newGroup('egg', ['bulkId:hen'])]),
  );
}

async function discovery(perform: Perform): Promise<void> {
  await perform('GET /ServiceProviderConfig', '/ServiceProviderConfig');
  await perform('GET /ResourceTypes', '/ResourceTypes');
  await perform('GET /ResourceTypes/{id}', '/ResourceTypes/User');
  await perform('GET /Schemas', '/Schemas');
  await perform('GET /Schemas/{id}', `/Schemas/${USER}`);
}
