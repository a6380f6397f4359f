import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FilledEngine, startFilledEngine, TENANT } from '../../bench/fill/filled-engine.ts';
import { type InProcess, inProcess, loggedToNowhere } from '../../bench/service/in-process.ts';
import { filtered, get } from '../../bench/service/requests.ts';
import { clientOf } from '../harness/client.ts';
import { itemsOf, violations } from '../harness/invariants.ts';

const TABLE = 'Directory';
const TWIN = 'Twin';

describe('a table that was filled in bulk', () => {
  let engine: FilledEngine;
  let client: ReturnType<typeof clientOf>;
  let service: InProcess;
  beforeAll(async () => {
    engine = await startFilledEngine({ [TABLE]: { users: 100, groups: [0, 10, 50], twin: TWIN } });
    client = clientOf(engine.endpoint);
    service = inProcess(client, TABLE, TENANT);
  }, 60_000);
  afterAll(async () => {
    client.destroy();
    await engine.stop();
  });

  test('is one that the store could have written', async () => {
    expect(await violations(client, TABLE, TENANT)).toEqual([]);
  });

  test('has a twin of the same items', async () => {
    const [one, other] = [await itemsOf(client, TABLE, TENANT), await itemsOf(client, TWIN, TENANT)];
    // Each table was counted by a call of its own.
    const withoutAuthor = (item: (typeof one)[number]) => ({ ...item, by: undefined });
    expect(other.map(withoutAuthor)).toEqual(one.map(withoutAuthor));
  }, 60_000);

  test('has everybody it says', () =>
    loggedToNowhere(async () => {
      const { users = [], groups = [] } = engine.residents.get(TABLE) ?? {};
      expect((await service.send(get('/Users?count=0'))).body.totalResults).toBe(100);
      const [first] = users;
      const found = await service.send(filtered('/Users', `userName eq "${first?.name}@contoso.com"`));
      expect(found.body.Resources[0].id).toBe(first?.id);
      const sizes = groups.map(
        async ({ id }) => (await service.send(get(`/Groups/${id}`))).body.members?.length ?? 0,
      );
      expect(await Promise.all(sizes)).toEqual([0, 10, 50]);
    }));
});
