import { Readable, Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { AdminErrorCode } from '../../../client/error.ts';
import type { AdminClient, MaintenanceClient } from '../../../local/admin/client.ts';
import { Refusal } from '../../../local/admin/error.ts';
import { main } from '../../../local/admin/main.ts';

/** Runs a command whose first steps fail like this, and keeps what was waited for, in seconds, and printed. */
const run = async (line: string, failures: readonly Error[]) => {
  const slept: number[] = [];
  const printed = { out: '', error: '' };
  const tried: string[] = [];
  const step = async (operation: string) => {
    tried.push(operation);
    const failure = failures[tried.length - 1];
    if (failure) throw failure;
    const usage = { users: 3, groups: 0, memberships: 0 };
    return Object({ lines: [], findings: [], usage, progress: { fraction: 1, items: 0 } });
  };
  const invoke = async () =>
    Object({
      id: 'contoso',
      groupNames: 'unique',
      status: 'suspended',
      tokens: [],
      clients: [],
      requests: 0,
    });
  const client: AdminClient = { invoke };
  const maintenance: MaintenanceClient = { step };
  const exitCode = await main(line.split(' '), {
    out: (text) => {
      printed.out += `${text}\n`;
    },
    error: (text) => {
      printed.error += `${text}\n`;
    },
    dataFolder: '.local',
    connect: async () => ({ client, maintenance, tenantUrl: undefined }),
    io: {
      input: Readable.from([]),
      output: new Writable({ write: (_chunk, _encoding, done) => done() }),
      sleep: async (ms) => {
        slept.push(ms / 1000);
      },
    },
  });
  return { exitCode, slept, tried, ...printed };
};

const refusal = (code: AdminErrorCode) => new Refusal(code, `so it is (${code})`);
const times = (count: number, code: AdminErrorCode) => Array.from({ length: count }, () => refusal(code));

describe('a step that fails', () => {
  test.each(['export contoso', 'usage --tenant contoso', 'fsck contoso'])(
    'is made again until it succeeds: %s',
    async (line) => {
      const { exitCode, slept, error } = await run(line, [refusal('internal'), refusal('failed')]);
      expect(exitCode).toBe(0);
      expect(slept).toEqual([1, 2]);
      expect(error).toContain('0% a step failed, again in 2 s');
    },
  );

  test('is made again for a minute, and is told of then', async () => {
    const { exitCode, slept, tried, error } = await run('export contoso', times(7, 'internal'));
    expect(exitCode).toBe(1);
    expect(slept).toEqual([1, 2, 4, 8, 15, 30]);
    expect(tried).toHaveLength(7);
    expect(error).toContain('so it is (internal)');
  });

  test.each<[string, string, Error]>([
    ['that has been refused for what it is', 'export contoso', refusal('conflict')],
    ['whose service is not reached', 'export contoso', new Error('so it is')],
    ['that may have repaired something', 'fsck contoso --repair', refusal('failed')],
    ['that may have rewritten something', 'reindex contoso', refusal('internal')],
  ])('%s is not made again', async (_, line, failure) => {
    const { exitCode, tried, slept, error } = await run(line, [failure]);
    expect(exitCode).toBe(1);
    expect(tried).toHaveLength(1);
    expect(slept).toEqual([]);
    expect(error).toContain('so it is');
  });
});
