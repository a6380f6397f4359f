import type { IssuedSecret } from '../../lambda/tenancy/operations/secrets.ts';
import { type Command, command } from './command.ts';
import { dayOf, LIFE_HEADINGS, lifeCells } from './life.ts';
import { CLIENT, EXPIRES_IN_DAYS, LABEL, type Options, OVERLAP } from './option.ts';
import { pairs, table } from './table.ts';
import type { Connection } from './target.ts';

const SECRET: Options = {
  ...CLIENT,
  secret: { field: 'secretId', value: 'ID', help: 'id of the secret, from secrets list', required: true },
};

export const SECRET_COMMANDS: Readonly<Record<string, Command>> = {
  'secrets create': command({
    summary: 'Create a further secret for an OAuth client, and show it this once',
    options: { ...CLIENT, ...LABEL, ...EXPIRES_IN_DAYS },
    examples: ['secrets create --tenant contoso --client client-7kq2bdm9zrtw --label "next year"'],
    ask: (client, payload) => client.invoke('secrets.create', payload),
    show: describeSecret,
  }),

  'secrets list': command({
    summary: 'List the secrets of an OAuth client, those that have ended too',
    options: CLIENT,
    examples: ['secrets list --tenant contoso --client client-7kq2bdm9zrtw'],
    ask: (client, payload) => client.invoke('secrets.list', payload),
    show: ({ secrets }) =>
      secrets.length === 0
        ? 'The client has no secrets.'
        : table(
            ['id', 'label', ...LIFE_HEADINGS],
            secrets.map((secret) => [secret.secretId, secret.label, ...lifeCells(secret)]),
          ),
  }),

  'secrets revoke': command({
    summary: 'End a secret and the access tokens that came of it, within the minute',
    options: SECRET,
    examples: ['secrets revoke --tenant contoso --client client-7kq2bdm9zrtw --secret 4fTq2bLm9Z'],
    ask: (client, payload) => client.invoke('secrets.revoke', payload),
    show: ({ secretId, clientId, revoked }) => `Secret ${secretId} of ${clientId} was revoked at ${revoked}.`,
  }),

  'secrets rotate': command({
    summary: 'Replace a secret by another, and let both work for a while',
    options: { ...SECRET, ...OVERLAP },
    examples: [
      'secrets rotate --tenant contoso --client client-7kq2bdm9zrtw --secret 4fTq2bLm9Z --overlap 30m',
    ],
    ask: (client, payload) => client.invoke('secrets.rotate', payload),
    show: ({ issued, replaced }, connection) =>
      `${describeSecret(issued, connection)}\n\n` +
      `The old one, ${replaced.secretId}, ends at ${replaced.expires}.`,
  }),
};

export function describeSecret(
  { secret, secretId, clientId, expires }: IssuedSecret,
  { tenantUrl }: Connection,
): string {
  const tokenUrl = `${tenantUrl ?? "<the stack's output TenantUrl>"}/oauth2/token`;
  return (
    `${pairs({ 'Token URL': tokenUrl, 'Client ID': clientId, 'Client Secret': secret })}\n\n` +
    `Secret ${secretId} is good until ${dayOf(expires)}.\n` +
    'Keep it now: it is never shown again.'
  );
}
