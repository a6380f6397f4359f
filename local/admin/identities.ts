import type { FederatedIdentity } from '../../lambda/tenancy/credential/oauth-client.ts';
import { type Command, command } from './command.ts';
import { minutes } from './duration.ts';
import { LIFE_HEADINGS, lifeCells } from './life.ts';
import { CLIENT, LABEL, type Options } from './option.ts';
import { pairs, table } from './table.ts';

const IDENTITY: Options = {
  ...CLIENT,
  identity: {
    field: 'identityId',
    value: 'ID',
    help: 'id of the identity, from identities list',
    required: true,
  },
};

export const IDENTITY_COMMANDS: Readonly<Record<string, Command>> = {
  'identities create': command({
    summary: 'Let an OAuth client identify itself by assertions of an issuer, without a secret',
    options: {
      ...CLIENT,
      issuer: { field: 'issuer', value: 'URL', help: 'who signs the assertions (iss)', required: true },
      audience: { field: 'audience', value: 'TEXT', help: 'whom they are for (aud)', required: true },
      subject: { field: 'subject', value: 'TEXT', help: 'whom they are about (sub)', required: true },
      'entra-tenant': {
        field: 'entraTenant',
        value: 'ID',
        help: 'tenant that they have to name (tid); that of the issuer where it is Entra ID',
      },
      'jwks-uri': {
        field: 'jwksUri',
        value: 'URL',
        help: 'where the issuer publishes its keys; known where it is Entra ID',
      },
      'max-age': {
        field: 'maxAgeMinutes',
        value: 'TIME',
        help: 'the most time since they were signed: 24h (the default), 30m',
        read: minutes,
      },
      ...LABEL,
    },
    examples: [
      'identities create --tenant contoso --client client-7kq2bdm9zrtw ' +
        '--issuer https://login.microsoftonline.com/6babcaad-604b-40ac-a9d7-9fd97c0b779f/v2.0 ' +
        '--audience api://0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0 --subject 11111111-2222-3333-4444-555555555555',
    ],
    ask: (client, payload) => client.invoke('identities.create', payload),
    show: describeIdentity,
  }),

  'identities list': command({
    summary: 'List the federated identities of an OAuth client, those that have ended too',
    options: CLIENT,
    examples: ['identities list --tenant contoso --client client-7kq2bdm9zrtw'],
    ask: (client, payload) => client.invoke('identities.list', payload),
    show: ({ identities }) =>
      identities.length === 0
        ? 'The client has no federated identities.'
        : table(
            ['id', 'label', 'issuer', 'audience', 'subject', ...LIFE_HEADINGS],
            identities.map((identity) => [
              identity.identityId,
              identity.label,
              identity.issuer,
              identity.audience,
              identity.subject,
              ...lifeCells(identity),
            ]),
          ),
  }),

  'identities revoke': command({
    summary: 'End a federated identity and the access tokens that came of it, within the minute',
    options: IDENTITY,
    examples: ['identities revoke --tenant contoso --client client-7kq2bdm9zrtw --identity 4fTq2bLm9Z'],
    ask: (client, payload) => client.invoke('identities.revoke', payload),
    show: ({ identityId, clientId, revoked }) =>
      `Federated identity ${identityId} of ${clientId} was revoked at ${revoked}.`,
  }),
};

function describeIdentity(identity: FederatedIdentity): string {
  const { identityId, clientId, issuer, audience, subject, entraTenant, jwksUri, maxAgeMinutes } = identity;
  return pairs({
    Identity: identityId,
    Client: clientId,
    Issuer: issuer,
    Audience: audience,
    Subject: subject,
    ...(entraTenant !== undefined && { 'Entra tenant': entraTenant }),
    Keys: jwksUri,
    'Greatest age': `${maxAgeMinutes} minutes`,
  });
}
