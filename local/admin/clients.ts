import type { OAuthClient } from '../../lambda/tenancy/credential/oauth-client.ts';
import type { IssuedSecret } from '../../lambda/tenancy/operations/secrets.ts';
import { type Command, command } from './command.ts';
import { dayOf } from './life.ts';
import { CLIENT, EXPIRES_IN_DAYS, LABEL, SCOPE_LIST, TENANT, wholeNumber } from './option.ts';
import { describeSecret } from './secrets.ts';
import { pairs, table } from './table.ts';
import type { Connection } from './target.ts';

export const CLIENT_COMMANDS: Readonly<Record<string, Command>> = {
  'clients create': command({
    summary: 'Create an OAuth client for a tenant, and show its secret this once',
    options: {
      ...TENANT,
      ...LABEL,
      ...SCOPE_LIST,
      'token-minutes': {
        field: 'tokenMinutes',
        value: 'MINUTES',
        help: 'how long its access tokens live: 10 to 360; 60 by default',
        read: wholeNumber,
      },
      ...EXPIRES_IN_DAYS,
      'without-secret': { field: 'withoutSecret', help: 'it is to have federated identities alone' },
    },
    examples: [
      'clients create --tenant contoso --label Entra',
      'clients create --tenant contoso --label Entra --without-secret',
    ],
    ask: (client, payload) => client.invoke('clients.create', payload),
    show: describeClient,
  }),

  'clients list': command({
    summary: 'List the OAuth clients of a tenant, those that have ended too',
    options: TENANT,
    examples: ['clients list --tenant contoso'],
    ask: (client, payload) => client.invoke('clients.list', payload),
    show: ({ clients }) =>
      clients.length === 0
        ? 'The tenant has no OAuth clients.'
        : table(
            ['id', 'label', 'scopes', 'token minutes', 'secrets', 'identities', 'created', 'status'],
            clients.map((client) => [
              client.clientId,
              client.label,
              client.scopes.join(' '),
              String(client.tokenMinutes),
              String(client.secrets.length),
              String(client.identities.length),
              dayOf(client.created),
              client.status,
            ]),
          ),
  }),

  'clients revoke': command({
    summary: 'End a client and its access tokens, within the minute that the authorizer remembers them',
    options: CLIENT,
    examples: ['clients revoke --tenant contoso --client client-7kq2bdm9zrtw'],
    ask: (client, payload) => client.invoke('clients.revoke', payload),
    show: ({ clientId, tenant, revoked }) => `Client ${clientId} of ${tenant} was revoked at ${revoked}.`,
  }),
};

interface Created {
  readonly client: OAuthClient;
  readonly secret?: IssuedSecret;
}

function describeClient({ client, secret }: Created, connection: Connection): string {
  const { clientId, tenant, scopes, tokenMinutes } = client;
  const may = `Client ${clientId} of ${tenant} may ${scopes.join(' and ')}, by access tokens of ${tokenMinutes} minutes.`;
  return secret
    ? `${describeSecret(secret, connection)}\n${may}`
    : `${pairs({ 'Client ID': clientId })}\n\n${may}\n` +
        'Whom it trusts: npm run admin -- identities create ' +
        `--tenant ${tenant} --client ${clientId} --issuer URL --audience TEXT --subject TEXT`;
}
