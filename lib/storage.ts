import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { removalPolicy } from './retention.ts';
import type { Settings } from './settings.ts';

export interface StorageProps {
  readonly settings: Pick<Settings, 'retainData'>;
}

/** Patterns of the partition keys that a grant reaches, and of those among them that it does not. */
interface Keys {
  readonly like: readonly string[];
  readonly notLike?: readonly string[];
}

/** `T#<tenant>#…`; no tenant id has a `#`. */
const DIRECTORY_KEYS = 'T#*#*';
/** `T#<tenant>#page#…`: how far somebody has got in a list. */
const BOOKMARK_KEYS = 'T#*#page#*';
/** `T#<tenant>`, and every directory's too. */
const TENANT_KEYS = 'T#*';
/** The partition that lists deletions under way, for whoever finishes them. */
const PENDING_KEY = 'pending';
/** The partition that says for which declared indexes entries are made. */
const INDEXES_KEY = 'indexes';
/** The partition that says which of them are complete in a tenant; no attribute is called so. */
const COMPLETENESS_KEYS = 'T#*#indexes';
/** The partition that says that the directory of a tenant that is to go has been emptied. */
const EMPTINESS_KEYS = 'T#*#purged';
const TOKEN_KEYS = 'token#*';
/** An OAuth client, its secrets and its federated identities. */
const CLIENT_KEYS = 'client#*';
const ACCESS_TOKEN_KEYS = 'access#*';
/** Assertions that may be used once. */
const ASSERTION_KEYS = 'assertion#*';
/** The lease of whoever changes the peppers. */
const PEPPERS_KEY = 'peppers';
/** The partition that lists the tenants. */
const TENANTS_KEY = 'tenants';

/**
 * The table of everything: directories, tenants and the digests of tokens. Its grants divide it by partition
 * key, so that the functions which serve people's data can reach no credential, and the other way round.
 */
export class Storage extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { settings }: StorageProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      // Encrypted at rest with a key of DynamoDB's own: KMS would cost money, and could fail a request.
      encryption: TableEncryption.DEFAULT,
      deletionProtection: settings.retainData,
      removalPolicy: removalPolicy(settings),
    });
  }

  /** Everything that the directory's store does; transactions need no action of their own. */
  grantDirectory(grantee: IGrantable): void {
    this.grant(
      grantee,
      [
        'dynamodb:BatchGetItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      { like: [DIRECTORY_KEYS, PENDING_KEY, INDEXES_KEY] },
    );
  }

  /** Reading the list of tenants, to see which of them is being imported or deleted. */
  grantTenants(grantee: IGrantable): void {
    this.grant(grantee, ['dynamodb:GetItem'], { like: [TENANTS_KEY] });
  }

  /** Reading directories, with a note of how far a list has been read. */
  grantLists(grantee: IGrantable): void {
    this.grant(grantee, ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'], {
      like: [DIRECTORY_KEYS],
    });
    this.grant(grantee, ['dynamodb:PutItem'], { like: [BOOKMARK_KEYS] });
  }

  /** Reading credentials and their tenants, moving a token's digest to a new pepper, and noting its use. */
  grantAuthentication(grantee: IGrantable): void {
    this.grant(grantee, ['dynamodb:GetItem'], {
      like: [TOKEN_KEYS, ACCESS_TOKEN_KEYS, TENANT_KEYS],
      notLike: [DIRECTORY_KEYS],
    });
    this.grant(grantee, ['dynamodb:Query'], { like: [CLIENT_KEYS] });
    this.grant(grantee, ['dynamodb:UpdateItem'], { like: [TOKEN_KEYS] });
  }

  /** Exchanging the credentials of OAuth clients for access tokens. */
  grantExchange(grantee: IGrantable): void {
    this.grant(grantee, ['dynamodb:GetItem'], { like: [TENANT_KEYS], notLike: [DIRECTORY_KEYS] });
    this.grant(grantee, ['dynamodb:Query', 'dynamodb:UpdateItem'], { like: [CLIENT_KEYS] });
    this.grant(grantee, ['dynamodb:PutItem'], { like: [ACCESS_TOKEN_KEYS, ASSERTION_KEYS] });
  }

  /**
   * Managing tenants and their credentials, saying that a new tenant's indexes are complete, and reading that the
   * directory of one that is to go is empty.
   */
  grantAdministration(grantee: IGrantable): void {
    this.grant(
      grantee,
      [
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      { like: [TOKEN_KEYS, CLIENT_KEYS, TENANT_KEYS, TENANTS_KEY, PEPPERS_KEY], notLike: [DIRECTORY_KEYS] },
    );
    this.grant(grantee, ['dynamodb:GetItem', 'dynamodb:PutItem'], { like: [INDEXES_KEY] });
    this.grant(grantee, ['dynamodb:PutItem'], { like: [COMPLETENESS_KEYS] });
    this.grant(grantee, ['dynamodb:DeleteItem', 'dynamodb:GetItem'], { like: [EMPTINESS_KEYS] });
  }

  /** Reading tenants and their credentials, and noting on one that its end was announced. */
  grantWarnings(grantee: IGrantable): void {
    this.grant(grantee, ['dynamodb:Query'], {
      like: [TENANTS_KEY, TENANT_KEYS, CLIENT_KEYS],
      notLike: [DIRECTORY_KEYS],
    });
    this.grant(grantee, ['dynamodb:GetItem'], { like: [TOKEN_KEYS] });
    this.grant(grantee, ['dynamodb:UpdateItem'], { like: [TOKEN_KEYS, CLIENT_KEYS] });
  }

  /** Only for actions that name the keys they touch: a condition on every key holds where there is none. */
  private grant(grantee: IGrantable, actions: string[], keys: Keys): void {
    const { like, notLike } = keys;
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions,
        resources: [this.table.tableArn],
        conditions: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': like },
          ...(notLike && { 'ForAllValues:StringNotLike': { 'dynamodb:LeadingKeys': notLike } }),
        },
      }),
    );
  }
}
