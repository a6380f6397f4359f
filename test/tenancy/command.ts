/** The command line of the admin function, against answers that a test gives. */
import type { AdminClient, MaintenanceClient } from '../../local/admin/client.ts';
import { main } from '../../local/admin/main.ts';
import type { Target } from '../../local/admin/target.ts';
import { contoso, entryOf } from './support.ts';

const entry = entryOf('4fTq2bLm9Z');

/** What the service answers in these tests, by operation. */
export const answers: Readonly<Record<string, (payload: Readonly<Record<string, unknown>>) => unknown>> = {
  'tenants.create': () => contoso,
  'tenants.show': () => contoso,
  'tenants.set': () => contoso,
  'tenants.list': ({ after }) =>
    after === undefined
      ? { tenants: [contoso], next: 'contoso' }
      : { tenants: [{ ...contoso, id: 'fabrikam', name: 'Fabrikam, Inc.', groupNames: 'any' }] },
  'tokens.create': () => ({ ...entry, token: 'scim_4fTq2bLm9Z_secret' }),
  'tokens.list': () => ({
    tokens: [
      { ...entry, lastUsed: '2026-11-24T11:00:30.000Z' },
      { ...entry, tokenId: 'bbbbbbbbbb', label: '', scopes: ['read'], status: 'revoked' },
      { ...entry, tokenId: 'cccccccccc', label: 'Old', expires: '2020-02-29T00:00:00.000Z' },
    ],
  }),
  'tokens.revoke': () => ({ ...entry, status: 'revoked', revoked: '2026-11-24T12:00:00.000Z' }),
};

/** Runs one command line, and keeps what it asked, whom, and what it printed. */
export const run = async (line: readonly string[], answer = answers) => {
  const asked: object[] = [];
  const targets: Target[] = [];
  const printed = { out: '', error: '' };
  const client = {
    invoke: async (operation: string, payload: Readonly<Record<string, unknown>>) => {
      asked.push({ operation, ...payload });
      return answer[operation]?.(payload);
    },
  };
  const exitCode = await main(line, {
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    dataFolder: '.local',
    connect: async (target) => {
      targets.push(target);
      const tenantUrl = target.stack ? undefined : 'http://127.0.0.1:8787/scim';
      const maintenance: MaintenanceClient = {
        step: async (operation, payload) => Object(await client.invoke(operation, payload)),
      };
      return { client: client as AdminClient, maintenance, tenantUrl };
    },
  });
  return { exitCode, asked, targets, ...printed };
};

export const words = (line: string) => line.split(' ').filter((word) => word !== '');
