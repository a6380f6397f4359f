import type { Tenant } from '../../lambda/tenancy/tenant.ts';
import type { AdminClient } from './client.ts';
import { type Command, command } from './command.ts';
import { type Options, TENANT } from './option.ts';
import { pairs, table } from './table.ts';

const GROUP_NAMES: Options = {
  'group-names': {
    field: 'groupNames',
    value: 'unique|any',
    help: 'whether a displayName belongs to one group (unique, the default) or to any number',
  },
};

export const TENANT_COMMANDS: Readonly<Record<string, Command>> = {
  'tenants create': command({
    summary: 'Create a tenant',
    options: {
      name: { field: 'name', value: 'NAME', help: 'what the customer is called', required: true },
      id: { field: 'id', value: 'ID', help: 'lower-case letters, digits, hyphens; random by default' },
      ...GROUP_NAMES,
    },
    examples: [
      'tenants create --name Contoso --id contoso',
      'tenants create --name "Fabrikam, Inc." --group-names any',
    ],
    ask: (client, payload) => client.invoke('tenants.create', payload),
    show: (tenant) =>
      `${describe(tenant)}\n\nIts first token: npm run admin -- tokens create --tenant ${tenant.id}`,
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
            ['id', 'name', 'status', 'group names', 'created'],
            tenants.map(({ id, name, status, groupNames, created }) => [
              id,
              name,
              status,
              groupNames,
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
      ...GROUP_NAMES,
    },
    examples: ['tenants set --tenant contoso --group-names any'],
    ask: (client, payload) => client.invoke('tenants.set', payload),
    show: describe,
  }),
};

function describe({ id, name, status, groupNames, created }: Tenant): string {
  return pairs({ Tenant: id, Name: name, Status: status, 'Group names': groupNames, Created: created });
}

/** The function answers a page at a time, since an answer of Lambda's has a limit. */
async function listAll(client: AdminClient): Promise<readonly Tenant[]> {
  const tenants: Tenant[] = [];
  let after: string | undefined;
  do {
    const page = await client.invoke('tenants.list', { after });
    tenants.push(...page.tenants);
    after = page.next;
  } while (after !== undefined);
  return tenants;
}
