/** What `tenants delete` asks for, in which order, of a service that a test plays; its clock goes on while it waits. */
import { existsSync } from 'node:fs';
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { AdminClient, MaintenanceClient } from '../../../local/admin/client.ts';
import { COMMANDS } from '../../../local/admin/command-line.ts';
import { contoso } from '../../tenancy/support.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

const BEGUN = '2026-11-26T12:00:00.000Z';
const deleting = { ...contoso, status: 'deleting', deletingSince: BEGUN };

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

type Answers = Readonly<Record<string, () => object>>;

/** Deletes contoso; what the service answers is that of a deletion that goes well, but for what is given. */
const deletion = async (given: Answers = {}, file = join(folder.path, 'contoso.ndjson')) => {
  const asked: string[] = [];
  const slept: number[] = [];
  const answers: Answers = {
    'tenants.show': () => (asked.includes('tenants.delete') ? deleting : contoso),
    'tenants.delete': () => ({ tenant: deleting, waitSeconds: 12 }),
    'tenants.purge': () => deleting,
    'tenants.forget': () => ({ erased: 0, isGone: true }),
    export: () => ({ lines: [], progress: { part: 'users', fraction: 1 } }),
    purge: () => ({ deleted: 3, progress: { what: 'everything', fraction: 1 } }),
    ...given,
  };
  const answer = async (operation: string) => {
    const result = Object(answers[operation]?.());
    asked.push(operation);
    return result;
  };
  const client: AdminClient = { invoke: answer };
  const maintenance: MaintenanceClient = { step: answer };
  const run = COMMANDS['tenants delete'];
  if (!run || !('run' in run)) throw new Error('there is no such command');
  const output = await run
    .run(
      { client, maintenance, tenantUrl: undefined },
      { tenant: 'contoso', confirm: 'contoso', export: file },
      () => {},
      {
        input: Readable.from([]),
        output: new Writable(),
        sleep: async (ms) => {
          slept.push(ms);
        },
      },
    )
    .catch((error: unknown) => error);
  return { output, asked, slept, file };
};

/** What a tenant is while it is looked at for the nth time, from the beginning on. */
const inTurn = (...states: readonly object[]) => {
  let looked = 0;
  return () => Object(states[Math.min(looked++, states.length - 1)]);
};

describe('a deletion', () => {
  test('is begun once, and only looked at while it waits for as long as it was told', async () => {
    const { asked, slept } = await deletion();
    expect(slept).toEqual([5000, 5000, 2000]);
    const look = 'tenants.show';
    expect(asked).toEqual([
      ...[look, 'tenants.delete', look, look, look],
      ...[look, 'export', look, 'tenants.purge', 'purge', 'tenants.forget'],
    ]);
  });

  test('deletes nothing before its export is on the disk, under its name', async () => {
    const handle = await open(folder.path);
    const sync = jest.spyOn(Object.getPrototypeOf(handle), 'sync');
    await handle.close();
    const atPurge: unknown[] = [];
    await deletion({
      'tenants.purge': () => {
        atPurge.push(sync.mock.calls.length, existsSync(join(folder.path, 'contoso.ndjson')));
        return deleting;
      },
    });
    sync.mockRestore();
    // The file, and the folder that has its name.
    expect(atPurge).toEqual([2, true]);
    expect(await readdir(folder.path)).toEqual(['contoso.ndjson']);
  });

  test.each([
    ['taken back', { ...contoso, status: 'active' }, 'back: it is active'],
    [
      'taken back and begun again',
      { ...deleting, deletingSince: '2026-11-26T12:00:07.000Z' },
      'begun another',
    ],
    ['taken over', { ...deleting, purgingSince: '2026-11-26T12:01:00.000Z' }, 'Somebody else deletes'],
  ])('that is %s during the export deletes nothing, and says where the export is', async (_, then, why) => {
    const show = inTurn(contoso, deleting, deleting, deleting, deleting, then);
    const { output, asked, file } = await deletion({ 'tenants.show': show });
    expect(String(output)).toContain(why);
    expect(String(output)).toContain(`is in ${file}.`);
    expect(await readFile(file, 'utf8')).toContain('"kind":"end"');
    expect(asked).not.toContain('tenants.purge');
  });
});
