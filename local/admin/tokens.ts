import type { IssuedToken } from '../../lambda/tenancy/operations/tokens.ts';
import { type Command, command } from './command.ts';
import { dayOf, LIFE_HEADINGS, lifeCells } from './life.ts';
import { EXPIRES_IN_DAYS, LABEL, type Options, OVERLAP, SCOPE_LIST, TENANT } from './option.ts';
import { pairs, table } from './table.ts';
import type { Connection } from './target.ts';

const TOKEN: Options = {
  ...TENANT,
  token: { field: 'tokenId', value: 'ID', help: 'id of the token, from tokens list', required: true },
};

export const TOKEN_COMMANDS: Readonly<Record<string, Command>> = {
  'tokens create': command({
    summary: 'Create a token for a tenant, and show it this once',
    options: {
      ...TENANT,
      ...LABEL,
      ...EXPIRES_IN_DAYS,
      ...SCOPE_LIST,
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
            ['id', 'label', 'scopes', ...LIFE_HEADINGS],
            tokens.map((token) => [token.tokenId, token.label, token.scopes.join(' '), ...lifeCells(token)]),
          ),
  }),

  'tokens revoke': command({
    summary: 'End a token, within the minute that the authorizer remembers it',
    options: TOKEN,
    examples: ['tokens revoke --tenant contoso --token 4fTq2bLm9Z'],
    ask: (client, payload) => client.invoke('tokens.revoke', payload),
    show: ({ tokenId, tenant, revoked }) => `Token ${tokenId} of ${tenant} was revoked at ${revoked}.`,
  }),

  'tokens rotate': command({
    summary: 'Replace a token by one that may do the same, and let both work for a while',
    options: { ...TOKEN, ...OVERLAP },
    examples: [
      'tokens rotate --tenant contoso --token 4fTq2bLm9Z',
      'tokens rotate --tenant contoso --token 4fTq2bLm9Z --overlap 12h',
    ],
    ask: (client, payload) => client.invoke('tokens.rotate', payload),
    show: ({ issued, replaced }, connection) =>
      `${describeToken(issued, connection)}\n\n` +
      `The old one, ${replaced.tokenId}, ends at ${replaced.expires}.`,
  }),
};

export function describeToken(
  { token, tokenId, tenant, scopes, expires }: IssuedToken,
  { tenantUrl }: Connection,
): string {
  return (
    `${pairs({ 'Tenant URL': tenantUrl ?? "the stack's output TenantUrl", 'Secret Token': token })}\n\n` +
    `Token ${tokenId} of ${tenant} may ${scopes.join(' and ')} until ${dayOf(expires)}.\n` +
    'Keep it now: it is never shown again.'
  );
}
