import type { DirectoryUsage, UsageState } from '../../lambda/store/dynamo/usage.ts';
import { endingOf, type Life } from '../../lambda/tenancy/credential/life.ts';
import type { Tenant } from '../../lambda/tenancy/tenant/tenant.ts';
import { type Command, type Output, textIn } from './command.ts';
import type { Advance } from './progress.ts';
import { table } from './table.ts';
import type { Connection } from './target.ts';
import { listAll } from './tenants.ts';

export const USAGE_COMMANDS: Readonly<Record<string, Command>> = {
  usage: {
    summary: 'Show how much each tenant has, and when it was last there',
    options: { tenant: { field: 'tenant', value: 'ID', help: 'id of a tenant; all by default' } },
    examples: ['usage', 'usage --tenant contoso --json'],
    run: async (connection, payload, advance) => {
      const id = textIn(payload, 'tenant');
      const { client } = connection;
      const tenants =
        id === undefined ? await listAll(client) : [await client.invoke('tenants.show', { tenant: id })];
      const usages: TenantUsage[] = [];
      for (const [index, tenant] of tenants.entries()) {
        const within: Advance = (fraction, what) => advance((index + fraction) / tenants.length, what);
        usages.push(await usageOf(connection, tenant, within));
      }
      return output(usages);
    },
  },
};

export interface TenantUsage extends DirectoryUsage {
  readonly tenant: string;
  readonly status: Tenant['status'];
  /** Those that are good. */
  readonly tokens: number;
  readonly clients: number;
  /** When any of its credentials was used last, to the hour. */
  readonly lastUsed?: string;
  /** As API Gateway has counted them, today and on the 29 days before; absent where it does not say. */
  readonly requests?: number;
}

const usageOf = async (
  { client, maintenance }: Connection,
  { id: tenant, status }: Tenant,
  advance: Advance,
): Promise<TenantUsage> => {
  const { tokens } = await client.invoke('tokens.list', { tenant });
  const { clients } = await client.invoke('clients.list', { tenant });
  const { requests } = await client.invoke('tenants.requests', { tenant });
  const credentials: readonly Life[] = [
    ...tokens,
    ...clients.flatMap(({ secrets, identities }) => [...secrets, ...identities]),
  ];
  const lastUsed = credentials
    .flatMap((one) => one.lastUsed ?? [])
    .toSorted()
    .at(-1);
  let state: UsageState | undefined;
  for (;;) {
    const step = await maintenance.step('usage', { tenant, ...(state && { state }) });
    advance(step.progress.fraction, tenant);
    state = step.state;
    if (!state)
      return {
        tenant,
        status,
        ...step.usage,
        tokens: live(tokens),
        clients: live(clients),
        ...(requests !== undefined && { requests }),
        ...(lastUsed !== undefined && { lastUsed }),
      };
  }
};

const live = (credentials: readonly Life[]): number =>
  credentials.filter((one) => !endingOf(one, Date.now())).length;

const HEADINGS = [
  'tenant',
  'status',
  'users',
  'groups',
  'memberships',
  'tokens',
  'clients',
  'requests (30 d)',
  'last used',
];

const output = (usages: readonly TenantUsage[]): Output => ({
  result: usages,
  text:
    usages.length === 0
      ? 'There are no tenants yet.'
      : table(
          HEADINGS,
          usages.map((one) => [
            one.tenant,
            one.status,
            String(one.users),
            String(one.groups),
            String(one.memberships),
            String(one.tokens),
            String(one.clients),
            String(one.requests ?? 'unknown'),
            one.lastUsed?.slice(0, 16).replace('T', ' ') ?? 'never',
          ]),
        ),
});
