import { Duration, Validations } from 'aws-cdk-lib';
import { TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { TOKEN_EXPRESSION } from '../lambda/tenancy/credential/secret-text.ts';
import { grantPepper } from './pepper-grant.ts';
import type { RateLimits } from './rate-limits.ts';
import { removalPolicy } from './retention.ts';
import { ScimFunction } from './scim-function.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';

export interface CredentialsProps {
  readonly storage: Storage;
  readonly rateLimits: RateLimits;
  readonly settings: Settings;
}

/** Who may call: the pepper of the tokens' digests, the function that checks tokens and the one that makes them. */
export class Credentials extends Construct {
  readonly pepper: Secret;
  readonly authorizer: TokenAuthorizer;
  readonly authorizerFunction: ScimFunction;
  readonly adminFunction: ScimFunction;

  constructor(scope: Construct, id: string, { storage, rateLimits, settings }: CredentialsProps) {
    super(scope, id);
    this.pepper = new Secret(this, 'Pepper', {
      description: 'Peppers of the SCIM tokens by version. Add versions; a removed one ends its tokens.',
      // Any change here, even of a space, replaces the secret's value and with it ends every token.
      generateSecretString: {
        secretStringTemplate: '{"current":"v1"}',
        generateStringKey: 'v1',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: removalPolicy(settings),
    });
    Validations.of(this.pepper).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason:
        'Rotation adds a version beside those in use, and tokens move to it as they are used. Replacing the ' +
        'value on a schedule would end every token that a customer has configured.',
    });

    const environment = {
      TABLE_NAME: storage.table.tableName,
      PEPPER_SECRET_ARN: this.pepper.secretArn,
      API_KEY_PREFIX: rateLimits.keyPrefix,
    };

    this.authorizerFunction = new ScimFunction(this, 'Authorizer', {
      handler: 'authorizer',
      description: 'SCIM: checks the bearer token of a request',
      timeout: Duration.seconds(10),
      environment: { ...environment, METRIC_NAMESPACE: settings.stackName },
      settings,
    });
    storage.grantAuthentication(this.authorizerFunction);
    grantPepper(this.pepper, this.authorizerFunction);
    this.authorizer = new TokenAuthorizer(this, 'TokenAuthorizer', {
      handler: this.authorizerFunction.function,
      validationRegex: TOKEN_EXPRESSION,
      resultsCacheTtl: Duration.seconds(settings.authorizerCacheSeconds),
    });

    this.adminFunction = new ScimFunction(this, 'Admin', {
      handler: 'admin',
      description: 'SCIM: manages tenants and their credentials; invoked by operators',
      // Some operations look at all tenants.
      timeout: Duration.minutes(5),
      environment: {
        ...environment,
        ...rateLimits.planIds,
        JWKS_HOSTS: settings.jwksHosts.join(),
        AUTHORIZER_CACHE_SECONDS: String(settings.authorizerCacheSeconds),
      },
      settings,
    });
    storage.grantAdministration(this.adminFunction);
    rateLimits.grantKeys(this.adminFunction);
    grantPepper(this.pepper, this.adminFunction, 'secretsmanager:PutSecretValue');
  }
}
