import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  counterKey,
  gateKey,
  memberKey,
  mirrorKey,
  pendingKey,
  pendingListingKey,
  resourceKey,
  shardPartition,
  stubKey,
  tombstoneKey,
} from '../../../lambda/store/dynamo/keys.ts';
import type { StoredResource } from '../../../lambda/store/port.ts';
import { freshTenant, useDatabase } from '../../harness/database.ts';
import { itemsOf } from '../../harness/invariants.ts';
import { call, NOBODY } from '../examples.ts';
import { subjectAt } from '../subject.ts';
import { faultsOf, fsck, person, rawWrites, team } from './support.ts';

jest.setTimeout(60_000);

let subject: Awaited<ReturnType<typeof subjectAt>>;
// Before the database ends, which is told so later.
afterAll(() => subject.dispose());
const database = useDatabase();
beforeAll(async () => {
  subject = await subjectAt(database.endpoint());
});

const OLD = '2026-01-01T00:00:00.000Z';
const by = { token: 'test', write: 'test' };

interface Scene {
  readonly tenant: string;
  readonly ann: StoredResource;
  readonly bob: StoredResource;
  /** Has ann and bob as members, and `inner`. */
  readonly sales: StoredResource;
  readonly inner: StoredResource;
}

const scene = async (): Promise<Scene> => {
  const { directory } = subject;
  const tenant = freshTenant();
  const ann = await directory.create(tenant, 'User', person('ann', { displayName: 'Ann' }), [], call());
  const bob = await directory.create(tenant, 'User', person('bob', { externalId: '7' }), [], call());
  const inner = await directory.create(tenant, 'Group', team('Inner'), [], call());
  const sales = await directory.create(
    tenant,
    'Group',
    team('Sales'),
    [ann, bob, inner].map(({ id, type }) => ({ id, type })),
    call(),
  );
  return { tenant, ann, bob, sales, inner };
};

const work = (tenant: string, id: string, type: string, what: string) => {
  const item = { kind: 'pending', tenant, id, type, work: what, since: OLD, by };
  return [
    { ...item, ...pendingKey(tenant, id) },
    { ...item, ...pendingListingKey(tenant, id) },
  ] as const;
};

const write = () => rawWrites(subject.table);

interface Damage {
  readonly damage: (scene: Scene) => Promise<unknown>;
  readonly found: readonly string[];
  /** What is not found again once the first of them is repaired. */
  readonly settled?: readonly string[];
  /** Undoes what no repair can, and what is left to people. */
  readonly undo?: (scene: Scene) => Promise<unknown>;
}

const DAMAGES: Readonly<Record<string, Damage>> = {
  'a stub that nobody signed': {
    damage: ({ tenant, ann }) => write().strip(stubKey(tenant, ann.id), 'by'),
    found: ['nobody’s item'],
  },
  'a mirror that nobody signed': {
    damage: ({ tenant, ann, sales }) => write().strip(mirrorKey(tenant, ann.id, sales.id), 'by'),
    found: ['nobody’s item'],
  },
  'an item of an unknown kind among the users': {
    damage: ({ tenant }) => write().put({ ...resourceKey(tenant, 'User', 'zoe'), kind: 'Robot', by }),
    found: ['unknown item'],
    undo: ({ tenant }) => write().remove(resourceKey(tenant, 'User', 'zoe')),
  },
  'an item of an unknown kind among the members': {
    damage: ({ tenant, sales }) =>
      write().put({ pk: shardPartition(tenant, sales.id, '0'), sk: 'x', kind: 'x', by }),
    found: ['unknown item'],
    undo: ({ tenant, sales }) => write().remove({ pk: shardPartition(tenant, sales.id, '0'), sk: 'x' }),
  },
  'an item of an unknown kind among the gates': {
    damage: ({ tenant, sales }) => write().put({ ...gateKey(tenant, sales.id, 'x'), kind: 'gate', by }),
    found: ['unknown item'],
    undo: ({ tenant, sales }) => write().remove(gateKey(tenant, sales.id, 'x')),
  },
  'an attribute that the schema does not allow': {
    damage: ({ tenant, ann }) => write().set(resourceKey(tenant, 'User', ann.id), 'attributes.active', 'yes'),
    found: ['invalid attributes'],
    undo: ({ tenant, ann }) => write().set(resourceKey(tenant, 'User', ann.id), 'attributes.active', true),
  },
  'a version below 1': {
    damage: ({ tenant, ann }) => write().set(resourceKey(tenant, 'User', ann.id), 'version', 0),
    found: ['invalid version'],
  },
  'a manager who does not exist': {
    damage: ({ tenant, ann }) =>
      write().set(resourceKey(tenant, 'User', ann.id), 'attributes', {
        ...ann.attributes,
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager: { value: NOBODY } },
      }),
    found: ['missing reference'],
    undo: ({ tenant, ann }) => write().set(resourceKey(tenant, 'User', ann.id), 'attributes', ann.attributes),
  },
  'a stub that is missing': {
    damage: ({ tenant, ann }) => write().remove(stubKey(tenant, ann.id)),
    found: ['missing stub'],
  },
  'a stub of the other type': {
    damage: ({ tenant, ann }) => write().set(stubKey(tenant, ann.id), 'type', 'Group'),
    found: ['mistyped stub'],
  },
  'a stub of nobody': {
    damage: ({ tenant }) => write().put({ ...stubKey(tenant, NOBODY), kind: 'exists', type: 'User', by }),
    found: ['stray stub'],
  },
  'an attribute that was changed without its entry': {
    damage: ({ tenant, ann }) =>
      write().set(resourceKey(tenant, 'User', ann.id), 'attributes.displayName', 'Anna'),
    found: ['wrong entries'],
  },
  'a list of entries that is none': {
    damage: ({ tenant, inner }) => write().set(resourceKey(tenant, 'Group', inner.id), 'entries', 'none'),
    found: ['stray entry', 'stray entry', 'wrong entries'],
    settled: ['stray entry', 'stray entry'],
  },
  'a name that was claimed under the other setting': {
    damage: ({ tenant }) => subject.directory.create(tenant, 'Group', team('Old', 'any'), [], call()),
    found: ['other setting'],
  },
  'a unique entry that is missing': {
    damage: ({ tenant }) => write().remove({ pk: `T#${tenant}#User#userName`, sk: 'ann' }),
    found: ['missing entry'],
  },
  'an entry of many that is missing': {
    damage: ({ tenant, ann }) =>
      write().remove({ pk: `T#${tenant}#User#displayName`, sk: `ann\u0000${ann.id}` }),
    found: ['missing entry'],
  },
  'two entries of an attribute that are missing': {
    damage: async ({ tenant, bob }) => {
      const emails = [{ value: 'a@x' }, { value: 'b@x' }];
      await subject.directory.update(
        tenant,
        { previous: bob, next: person('bob', { emails }), unchanged: 'resource' },
        call(),
      );
      for (const { value } of emails)
        await write().remove({ pk: `T#${tenant}#User#emails.value`, sk: `${value}\u0000${bob.id}` });
    },
    found: ['missing entry', 'missing entry'],
  },
  'an entry in the name of nobody': {
    damage: ({ tenant }) => write().set({ pk: `T#${tenant}#User#userName`, sk: 'ann' }, 'owner', NOBODY),
    found: ['stray entry', 'wrong entry'],
    settled: ['stray entry'],
  },
  'an entry in the name of another': {
    damage: ({ tenant, bob }) => write().set({ pk: `T#${tenant}#User#userName`, sk: 'ann' }, 'owner', bob.id),
    found: ['stray entry', 'wrong entry'],
    settled: ['stray entry'],
  },
  'an entry that nobody names': {
    damage: ({ tenant, ann }) =>
      write().put({ pk: `T#${tenant}#User#userName`, sk: 'eve', kind: 'entry', owner: ann.id, by }),
    found: ['stray entry'],
  },
  'two entries of an attribute that nobody names': {
    damage: async ({ tenant, ann }) => {
      const pk = `T#${tenant}#User#userName`;
      await write().put({ pk, sk: 'eve', kind: 'entry', owner: ann.id, by });
      await write().put({ pk, sk: 'zoe', kind: 'entry', owner: ann.id, by });
    },
    found: ['stray entry', 'stray entry'],
  },
  'an entry of nobody': {
    damage: ({ tenant }) =>
      write().put({
        pk: `T#${tenant}#Group#externalId`,
        sk: `x\u0000${NOBODY}`,
        kind: 'entry',
        owner: NOBODY,
        by,
      }),
    found: ['stray entry'],
  },
  'a mirror that is missing': {
    damage: ({ tenant, ann, sales }) => write().remove(mirrorKey(tenant, ann.id, sales.id)),
    found: ['missing mirror'],
  },
  'a mirror without a member': {
    damage: ({ tenant, ann, inner }) =>
      write().put({ ...mirrorKey(tenant, ann.id, inner.id), kind: 'mirror', type: 'User', by }),
    found: ['stray mirror'],
  },
  'a mirror of the other type': {
    damage: ({ tenant, ann, sales }) => write().set(mirrorKey(tenant, ann.id, sales.id), 'type', 'Group'),
    found: ['mistyped mirror'],
  },
  'a member who does not exist': {
    damage: async ({ tenant, ann, bob, inner, sales }) => {
      await write().put({ ...memberKey(tenant, sales.id, NOBODY), kind: 'member', type: 'User', by });
      await write().put({ ...mirrorKey(tenant, NOBODY, sales.id), kind: 'mirror', type: 'User', by });
      const shard = NOBODY.slice(-1);
      const others = [ann, bob, inner].filter(({ id }) => id.endsWith(shard));
      await write().set(gateKey(tenant, sales.id, shard), 'count', others.length + 1);
    },
    found: ['missing member'],
  },
  'a member of the other type': {
    damage: ({ tenant, ann, sales }) => write().set(memberKey(tenant, sales.id, ann.id), 'type', 'Group'),
    found: ['mistyped member'],
  },
  'a member of a group that does not exist': {
    damage: async ({ tenant, ann }) => {
      await write().put({ ...memberKey(tenant, NOBODY, ann.id), kind: 'member', type: 'User', by });
      await write().put({ ...mirrorKey(tenant, ann.id, NOBODY), kind: 'mirror', type: 'User', by });
    },
    found: ['homeless member'],
  },
  'a gate that is missing': {
    damage: ({ tenant, sales, ann }) => write().remove(gateKey(tenant, sales.id, ann.id.slice(-1))),
    found: ['missing gate'],
  },
  'a gate that counts one too many': {
    damage: ({ tenant, inner }) => write().set(gateKey(tenant, inner.id, '5'), 'count', 1),
    found: ['wrong gate'],
  },
  'a gate of a version below 0': {
    damage: ({ tenant, inner }) => write().set(gateKey(tenant, inner.id, '5'), 'version', -1),
    found: ['invalid version'],
  },
  'a gate of a group that was deleted': {
    damage: async ({ tenant, inner }) => {
      await subject.directory.remove(tenant, 'Group', inner.id, undefined, call());
      await write().put({ ...gateKey(tenant, inner.id, '7'), kind: 'gate', version: 1, count: 0, by });
    },
    found: ['stray gate'],
  },
  'a member of a group that was deleted': {
    damage: async ({ tenant, inner }) => {
      await subject.directory.remove(tenant, 'Group', inner.id, undefined, call());
      await write().put({ ...memberKey(tenant, inner.id, NOBODY), kind: 'member', type: 'User', by });
    },
    found: ['homeless member'],
  },
  'a mirror of a user who was deleted': {
    damage: async ({ tenant, ann, sales }) => {
      await subject.directory.remove(tenant, 'User', ann.id, undefined, call());
      await write().put({ ...mirrorKey(tenant, ann.id, sales.id), kind: 'mirror', type: 'User', by });
    },
    found: ['stray mirror'],
  },
  'a counter that is one too high': {
    damage: ({ tenant, ann }) => write().set(counterKey(tenant, 'User', ann.id), 'count', 9),
    found: ['wrong counter'],
  },
  'a counter that is missing': {
    damage: ({ tenant, sales }) => write().remove(counterKey(tenant, 'Group', sales.id)),
    found: ['wrong counter'],
  },
  'a counter of nothing': {
    damage: ({ tenant, ann }) => {
      const free = ann.id.startsWith('00') ? '01' : '00';
      return write().put({ ...counterKey(tenant, 'Group', free), kind: 'counter', count: -1, by });
    },
    found: ['wrong counter'],
  },
  'a deletion that nobody finished': {
    damage: async ({ tenant }) => {
      for (const item of work(tenant, NOBODY, 'User', 'deleting')) await write().put(item);
    },
    found: ['unfinished work'],
  },
  'a creation under way of what exists': {
    damage: async ({ tenant, sales }) => {
      for (const item of work(tenant, sales.id, 'Group', 'creating')) await write().put(item);
    },
    found: ['wrong work'],
  },
  'work that only its tenant knows of': {
    damage: ({ tenant }) => write().put(work(tenant, NOBODY, 'User', 'deleting')[0]),
    found: ['unlisted work'],
  },
  'work that only the list of all tenants knows of': {
    damage: ({ tenant }) => write().put(work(tenant, NOBODY, 'User', 'deleting')[1]),
    found: ['stray work'],
  },
  'a tombstone of who exists': {
    damage: ({ tenant, ann }) =>
      write().put({ ...tombstoneKey(tenant, ann.id), kind: 'tombstone', type: 'User', by }),
    found: ['wrong tombstone'],
  },
};

describe.each(Object.entries(DAMAGES))('%s', (_, { damage, found, settled = [], undo }) => {
  test(undo ? 'is found, and left to people' : 'is found, and repaired', async () => {
    const it = await scene();
    const { tenant } = it;
    await damage(it);
    expect(faultsOf((await fsck(subject.table, tenant)).findings)).toEqual(found);

    const { findings } = await fsck(subject.table, tenant, { repair: true });
    const repairable = found.filter((fault) => !settled.includes(fault));
    expect(findings.map(({ fault }) => fault)).toEqual(repairable);
    for (const { outcome } of findings) {
      expect(['repaired', 'left', 'noted']).toContain(outcome);
      expect(outcome === 'repaired').toBe(undo === undefined);
    }
    // Work that is listed again is finished by the next run.
    if (found.some((fault) => fault.endsWith(' work'))) await fsck(subject.table, tenant, { repair: true });
    await undo?.(it);
    expect((await fsck(subject.table, tenant)).findings).toEqual([]);
    expect(await subject.violations(tenant)).toEqual([]);
  });
});

test('an item that is damaged beyond repair is left, and keeps nothing else from being repaired', async () => {
  const { tenant, ann, bob } = await scene();
  const key = resourceKey(tenant, 'User', ann.id);
  for (const attribute of ['version', 'attributes', 'entries', 'lastModified', 'by'])
    await write().strip(key, attribute);
  await write().remove(stubKey(tenant, bob.id));
  const { findings } = await fsck(subject.table, tenant, { repair: true });
  expect(findings).toContainEqual(
    expect.objectContaining({ fault: 'invalid attributes', where: `User ${ann.id}`, outcome: 'left' }),
  );
  expect(findings).toContainEqual(
    expect.objectContaining({ fault: 'missing stub', where: `User ${bob.id}`, outcome: 'repaired' }),
  );
});

test('two users of one name are found and left to people', async () => {
  const { tenant, ann, bob } = await scene();
  await write().set(resourceKey(tenant, 'User', bob.id), 'attributes.userName', 'ann');
  await write().set(resourceKey(tenant, 'User', bob.id), 'entries', [
    ['userName', 'ann'],
    ['externalId', `7\u0000${bob.id}`],
  ]);
  const { findings } = await fsck(subject.table, tenant, { repair: true });
  expect(findings).toEqual([
    expect.objectContaining({ fault: 'wrong entry', where: `User ${bob.id} userName`, outcome: 'left' }),
    expect.objectContaining({ fault: 'stray entry', outcome: 'repaired' }),
  ]);
  expect(await subject.directory.find(tenant, 'User', 'userName', 'ann', call())).toMatchObject([
    { id: ann.id },
  ]);
});

test('a finding tells ids and no value of an attribute', async () => {
  const { tenant, ann, sales } = await scene();
  await write().remove({ pk: `T#${tenant}#User#userName`, sk: 'ann' });
  await write().remove(mirrorKey(tenant, ann.id, sales.id));
  const { findings } = await fsck(subject.table, tenant);
  expect(findings.map(({ where }) => where)).toEqual([
    `User ${ann.id} userName`,
    `Group ${sales.id} shard ${ann.id.slice(-1)} member ${ann.id}`,
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/"ann"/);
});

test('what is repaired says that fsck wrote it', async () => {
  const { tenant, ann } = await scene();
  await write().remove(stubKey(tenant, ann.id));
  await fsck(subject.table, tenant, { repair: true });
  const items = await itemsOf(subject.table.client, subject.table.name, tenant);
  const stub = items.find(({ pk, sk }) => pk === stubKey(tenant, ann.id).pk && sk === ann.id);
  expect(stub?.by).toMatchObject({ token: 'maintenance', dialect: 'fsck' });
});

test('an empty tenant has no findings', async () => {
  expect((await fsck(subject.table, `t${randomUUID().slice(0, 8)}`)).findings).toEqual([]);
});
