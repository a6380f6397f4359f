import type { Token } from '../../lambda/tenancy/credential/token.ts';
import type { IssuedToken } from '../../lambda/tenancy/operations/tokens.ts';
import { type Command, command } from './command.ts';
import { commaSeparated, TENANT, wholeNumber } from './option.ts';
import { pairs, table } from './table.ts';
import type { Connection } from './target.ts';

export const TOKEN_COMMANDS: Readonly<Record<string, Command>> = {
  'tokens create': command({
    summary: 'Create a token for a tenant, and show it this once',
    options: {
      ...TENANT,
      label: { field: 'label', value: 'TEXT', help: 'who will use it' },
      'expires-in-days': {
        field: 'expiresInDays',
        value: 'DAYS',
        help: 'how long it lives; 365 by default',
        read: wholeNumber,
      },
      scopes: {
        field: 'scopes',
        value: 'provision,read',
        help: 'what it may do; both by default',
        read: commaSeparated,
      },
    },
    examples: [
      'tokens create --tenant contoso --label Entra',
      'tokens create --tenant contoso --label Audit --scopes read --expires-in-days 30',
    ],
    ask: (client, payload) => client.invoke('tokens.create', payload),
    show: describeToken,
  }),

  'tokens list': command({
    summary: 'List the tokens of a tenant, those that have ended too',
    options: TENANT,
    examples: ['tokens list --tenant contoso'],
    ask: (client, payload) => client.invoke('tokens.list', payload),
    show: ({ tokens }) =>
      tokens.length === 0
        ? 'The tenant has no tokens.'
        : table(
            ['id', 'label', 'scopes', 'created', 'expires', 'status'],
            tokens.map((token) => [
              token.tokenId,
              token.label,
              token.scopes.join(' '),
              token.created.slice(0, 10),
              token.expires.slice(0, 10),
              statusOf(token),
            ]),
          ),
  }),

  'tokens revoke': command({
    summary: 'End a token, within the minute that the authorizer remembers it',
    options: {
      ...TENANT,
      token: { field: 'tokenId', value: 'ID', help: 'id of the token, from tokens list', required: true },
    },
    examples: ['tokens revoke --tenant contoso --token 4fTq2bLm9Z'],
    ask: (client, payload) => client.invoke('tokens.revoke', payload),
    show: ({ tokenId, tenant, revoked }) => `Token ${tokenId} of ${tenant} was revoked at ${revoked}.`,
  }),
};

export function describeToken(
  { token, tokenId, tenant, scopes, expires }: IssuedToken,
  { tenantUrl }: Connection,
): string {
  return (
    `${pairs({ 'Tenant URL': tenantUrl ?? "the stack's output TenantUrl", 'Secret Token': token })}\n\n` +
    `Token ${tokenId} of ${tenant} may ${scopes.join(' and ')} until ${expires.slice(0, 10)}.\n` +
    'Keep it now: it is never shown again.'
  );
}

const statusOf = ({ status, expires }: Token): string =>
  status === 'active' && Date.parse(expires) <= Date.now() ? 'expired' : status;
