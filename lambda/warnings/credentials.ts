import { clientStore } from '../tenancy/credential/client-store.ts';
import type { Life } from '../tenancy/credential/life.ts';
import { tokenStore } from '../tenancy/credential/token-store.ts';
import { identityKey, type Key, secretKey, tokenKey } from '../tenancy/keys.ts';
import type { Table } from '../tenancy/table.ts';

/** A credential that may end by itself, of whichever kind. */
export interface EndingCredential {
  readonly kind: 'token' | 'secret' | 'identity';
  readonly id: string;
  /** The OAuth client that it identifies; a token has none. */
  readonly client?: string;
  readonly label: string;
  readonly life: Life;
  /** Where its record is. */
  readonly key: Key;
}

/** All credentials that a tenant was ever given; those of a client that was revoked are left out with it. */
export const credentialsOf = async (table: Table, tenant: string): Promise<readonly EndingCredential[]> => {
  const tokens = await tokenStore(table).list(tenant);
  const clients = await clientStore(table).list(tenant);
  return [
    ...tokens.map((life) => ({
      kind: 'token' as const,
      id: life.tokenId,
      label: life.label,
      life,
      key: tokenKey(life.tokenId),
    })),
    ...clients
      .filter(({ client }) => client.status === 'active')
      .flatMap(({ client: { clientId: client }, secrets, identities }) => [
        ...secrets.map((life) => ({
          kind: 'secret' as const,
          id: life.secretId,
          client,
          label: life.label,
          life,
          key: secretKey(client, life.secretId),
        })),
        ...identities.map((life) => ({
          kind: 'identity' as const,
          id: life.identityId,
          client,
          label: life.label,
          life,
          key: identityKey(client, life.identityId),
        })),
      ]),
  ];
};
