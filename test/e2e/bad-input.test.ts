import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exchange, type Target } from '../../local/replay/client.ts';
import { BODIES } from './bad-input/bodies.ts';
import { BULKS } from './bad-input/bulks.ts';
import type { BadRequest } from './bad-input/case.ts';
import { CONFLICTS } from './bad-input/conflicts.ts';
import { HEADERS } from './bad-input/headers.ts';
import { PATCHES } from './bad-input/patches.ts';
import { QUERIES } from './bad-input/queries.ts';
import { SEARCHES } from './bad-input/searches.ts';
import { SIZES } from './bad-input/sizes.ts';
import { URLS } from './bad-input/urls.ts';
import { asError, call, createGroup, createUser, type ScimAnswer, scimError, USER } from './scim.ts';
import { type Service, startService } from './service.ts';

let service: Service;
let target: Target;
let ids: Readonly<Record<string, string>>;

const everything = async () => {
  const answers = await Promise.all([call(target, 'GET', '/Users'), call(target, 'GET', '/Groups')]);
  return answers.map(({ body }) => body);
};

beforeAll(async () => {
  service = await startService();
  target = await service.openTenant();
  await createUser(target, 'taken@contoso.com');
  await createGroup(target, 'Taken');
  const user = await createUser(target, 'josefina.quintaneiro@contoso.com');
  ids = { user, group: await createGroup(target, 'Sales EMEA', [user]) };
}, 60_000);

afterAll(() => service?.close());

const withIds = (text: string): string =>
  text.replace(/\{(user|group)\}/g, (_, name: string) => ids[name] ?? '');

const send = ({ send: line, headers, body }: BadRequest): Promise<ScimAnswer> => {
  const [method = '', path = ''] = withIds(line).split(' ');
  const sent = typeof body === 'string' || body === undefined ? body : withIds(JSON.stringify(body));
  return call(target, method, path, sent, headers);
};

test('a body in another encoding is told to be no UTF-8, and nobody is created under a garbled name', async () => {
  const before = await everything();
  const body = JSON.stringify({ schemas: [USER], userName: 'müller@contoso.com' });
  const headers = { 'Content-Type': 'application/scim+json' };
  const answer = await exchange(target, 'POST', '/Users', headers, Buffer.from(body, 'latin1'));
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toMatchObject({
    status: '400',
    scimType: 'invalidSyntax',
  });
  expect(await everything()).toEqual(before);
});

describe.each([
  ['a URL', URLS],
  ['a query', QUERIES],
  ['a header', HEADERS],
  ['a body', BODIES],
  ['a PATCH', PATCHES],
  ['a name', CONFLICTS],
  ['a size', SIZES],
  ['a bulk', BULKS],
  ['a search', SEARCHES],
])('%s that is wrong is told by its error', (_, requests) => {
  let before: readonly unknown[];

  beforeAll(async () => {
    before = await everything();
  });

  test.each(requests.map((request) => [request.what, request] as const))('%s', async (_what, request) => {
    const answer = await send(request);
    expect(asError(answer)).toEqual(scimError(request.status, request.scimType));
    expect(answer.headers).toMatchObject(request.answers ?? {});
  });

  test('and nothing is half-written', async () => {
    expect(await everything()).toEqual(before);
  });
});
