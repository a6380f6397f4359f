import { Duration } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { grantPepper } from './pepper-grant.ts';
import { ScimFunction } from './scim-function.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';

export interface OAuthProps {
  readonly storage: Storage;
  readonly pepper: Secret;
  readonly settings: Settings;
}

/** The token endpoint: clients exchange a secret, or an assertion of an issuer that they trust, for access tokens. */
export class OAuth extends Construct {
  readonly handler: ScimFunction;

  constructor(scope: Construct, id: string, { storage, pepper, settings }: OAuthProps) {
    super(scope, id);
    this.handler = new ScimFunction(this, 'Handler', {
      handler: 'oauth',
      description: 'SCIM: exchanges client credentials for access tokens (OAuth 2.0)',
      timeout: Duration.seconds(15),
      environment: {
        TABLE_NAME: storage.table.tableName,
        PEPPER_SECRET_ARN: pepper.secretArn,
        JWKS_HOSTS: settings.jwksHosts.join(),
        PUBLIC_URL: settings.publicUrl ?? '',
      },
      settings,
    });
    storage.grantExchange(this.handler);
    grantPepper(pepper, this.handler);
  }
}
