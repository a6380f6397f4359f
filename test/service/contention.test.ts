import { expect, test } from '@jest/globals';
import type { Json } from '../../lambda/scim/json.ts';
import type { Context } from '../../lambda/service/context.ts';
import { userService } from '../../lambda/service/users.ts';
import { patchOf } from '../scim/patch/patched.ts';
import { USER_URN } from '../scim/support.ts';
import { call } from '../store/examples.ts';
import { useFaults } from '../store/fault-fixture.ts';
import { CONTEXT, idOf } from './support.ts';

/** A directory whose transactions conflict. */
const fixture = useFaults();

const context = (): Context => ({ ...CONTEXT, tenant: fixture().tenant, call: call() });

test('of 16 renames and changes of one user side by side each takes effect, and one name is left taken', async () => {
  const service = userService(fixture().directory);
  const created = await service.create(context(), { schemas: [USER_URN], userName: 'first' }, {});
  const id = idOf(created);
  const names = Array.from({ length: 8 }, (_, index) => `renamed.${index}`);
  const attributes = ['title', 'nickName', 'userType', 'locale', 'timezone', 'displayName'];
  const changes: [path: string, value: Json][] = [
    ...names.map((name): [string, Json] => ['userName', name]),
    ...attributes.map((name): [string, Json] => [name, name]),
    ['name.givenName', 'Josefina'],
    ['emails[type eq "work"].value', 'josefina@contoso.com'],
  ];
  await Promise.all(
    changes.map(([path, value]) =>
      service.patch(context(), id, patchOf([{ op: 'replace', path, value }]), {}, undefined),
    ),
  );

  const { resource, version } = await service.get(context(), id, {});
  expect(version).toBe('W/"17"');
  expect(resource).toMatchObject({
    ...Object.fromEntries(attributes.map((name) => [name, name])),
    name: { givenName: 'Josefina' },
    emails: [{ type: 'work', value: 'josefina@contoso.com' }],
  });
  expect(names).toContain(resource['userName']);
  for (const name of ['first', ...names]) {
    const { totalResults } = await service.list(context(), { filter: `userName eq "${name}"` });
    expect([name, totalResults]).toEqual([name, name === resource['userName'] ? 1 : 0]);
  }
});

test('who cannot get through in the time of a request is told to come again', async () => {
  const service = userService(fixture().directory);
  const created = await service.create(context(), { schemas: [USER_URN], userName: 'busy' }, {});
  const id = idOf(created);
  const title = (value: string, within: Context) =>
    service.patch(within, id, patchOf([{ op: 'replace', path: 'title', value }]), {}, undefined);

  // Whenever this writer has read the user, another one changes it.
  let others = 0;
  let latest: Promise<unknown> | undefined;
  fixture().proxy.injectFaults(({ operation, body }) => {
    if (operation !== 'PutItem' || !JSON.stringify(body).includes('never')) return undefined;
    others += 1;
    latest = title(`other ${others}`, context());
    return { kind: 'hold', until: latest };
  });
  const outcome = title('never', { ...context(), call: call(1_500) });
  await expect(outcome).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '2' } });
  expect(others).toBeGreaterThan(0);
  await latest;
  const { resource } = await service.get(context(), id, {});
  expect(resource['title']).toBe(`other ${others}`);
});
