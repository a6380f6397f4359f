import type { Limited } from '../../lambda/tenancy/operations/limits.ts';
import type { IssuedToken } from '../../lambda/tenancy/operations/tokens.ts';
import { GROUP_NAMES, type Tenant } from '../../lambda/tenancy/tenant/tenant.ts';
import { TIERS } from '../../lambda/tenancy/tenant/tier.ts';
import type { AdminClient } from './client.ts';
import { type Command, command, type Payload } from './command.ts';
import { type Options, TENANT } from './option.ts';
import { pairs, table } from './table.ts';
import { describeToken } from './tokens.ts';

const GROUP_NAMES_OPTION: Options = {
  'group-names': {
    field: 'groupNames',
    value: 'unique|any',
    help: 'whether a displayName belongs to one group (unique, the default) or to any number',
    choices: GROUP_NAMES,
  },
};

const TIER_OPTION: Options = {
  tier: {
    field: 'tier',
    value: TIERS.join('|'),
    help: 'how many requests a second it may send: as many as the service takes (standard, the default) or few (limited)',
    choices: TIERS,
  },
};

export const TENANT_COMMANDS: Readonly<Record<string, Command>> = {
  'tenants create': command({
    summary: 'Create a tenant',
    options: {
      name: { field: 'name', value: 'NAME', help: 'what the customer is called', required: true },
      id: { field: 'id', value: 'ID', help: 'lower-case letters, digits, hyphens; random by default' },
      ...GROUP_NAMES_OPTION,
      ...TIER_OPTION,
      'first-token': {
        field: 'firstToken',
        value: 'LABEL',
        help: 'also create a token for this user of it, and show it this once',
      },
    },
    examples: [
      'tenants create --name Contoso --id contoso --first-token Entra',
      'tenants create --name "Fabrikam, Inc." --group-names any',
    ],
    ask: onboard,
    show: ({ firstToken, ...tenant }, connection) =>
      firstToken
        ? `${describe(tenant)}\n\n${describeToken(firstToken, connection)}`
        : `${describe(tenant)}\n\nIts first token: npm run admin -- tokens create --tenant ${tenant.id}`,
  }),

  'tenants list': command({
    summary: 'List the tenants',
    options: {},
    examples: ['tenants list', 'tenants list --json'],
    ask: listAll,
    show: (tenants) =>
      tenants.length === 0
        ? 'There are no tenants yet. The first one: npm run admin -- tenants create --name NAME'
        : table(
            ['id', 'name', 'status', 'group names', 'tier', 'created'],
            tenants.map(({ id, name, status, groupNames, tier, created }) => [
              id,
              name,
              status,
              groupNames,
              tier,
              created.slice(0, 10),
            ]),
          ),
  }),

  'tenants show': command({
    summary: 'Show a tenant',
    options: TENANT,
    examples: ['tenants show --tenant contoso'],
    ask: (client, payload) => client.invoke('tenants.show', payload),
    show: describe,
  }),

  'tenants set': command({
    summary: 'Change the settings of a tenant',
    options: {
      ...TENANT,
      name: { field: 'name', value: 'NAME', help: 'what the customer is called' },
      ...GROUP_NAMES_OPTION,
      ...TIER_OPTION,
    },
    examples: [
      'tenants set --tenant contoso --group-names any',
      'tenants set --tenant contoso --tier limited',
    ],
    ask: (client, payload) => client.invoke('tenants.set', payload),
    show: describe,
  }),

  'tenants suspend': command({
    summary: 'Refuse every credential of a tenant, within the minute that the authorizer remembers them',
    options: TENANT,
    examples: ['tenants suspend --tenant contoso'],
    ask: (client, payload) => client.invoke('tenants.suspend', payload),
    show: ({ id }) =>
      `Tenant ${id} is suspended: its directory stays, its clients are told 401.\n` +
      `To end that: npm run admin -- tenants resume --tenant ${id}`,
  }),

  'tenants resume': command({
    summary: 'Let the credentials of a suspended tenant in again',
    options: TENANT,
    examples: ['tenants resume --tenant contoso'],
    ask: (client, payload) => client.invoke('tenants.resume', payload),
    show: ({ id }) =>
      `Tenant ${id} is active. An identity provider that has stopped may have to be restarted.`,
  }),
};

/** A tenant and, where it is asked for, the token that its identity provider is configured with. */
async function onboard(
  client: AdminClient,
  { firstToken: label, ...payload }: Payload,
): Promise<Limited & { readonly firstToken?: IssuedToken }> {
  const tenant = await client.invoke('tenants.create', payload);
  if (label === undefined) return tenant;
  return { ...tenant, firstToken: await client.invoke('tokens.create', { tenant: tenant.id, label }) };
}

function describe({ id, name, status, groupNames, tier, created, warning }: Limited): string {
  return pairs({
    Tenant: id,
    Name: name,
    Status: status,
    'Group names': groupNames,
    Tier: tier,
    Created: created,
    ...(warning !== undefined && { Note: warning }),
  });
}

/** The function answers a page at a time, since an answer of Lambda's has a limit. */
export async function listAll(client: AdminClient): Promise<readonly Tenant[]> {
  const tenants: Tenant[] = [];
  let after: string | undefined;
  do {
    const page = await client.invoke('tenants.list', { after });
    tenants.push(...page.tenants);
    after = page.next;
  } while (after !== undefined);
  return tenants;
}
