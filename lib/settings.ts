/**
 * What a deployment can choose. Settings are CDK context with the prefix `scim:`, given on the command line
 * (`-c scim:logRetentionDays=90`) or kept in `cdk.json`. Each has a default, and a wrong one stops synthesis.
 */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { DeclaredExtension } from '../lambda/scim/schema/definition.ts';
import { readExtensions } from './extensions/folder.ts';
import { nearest } from './nearest.ts';
import { baseUrl, flag, hostNames, type Kind, oneOf, text, wholeNumber } from './setting-kinds.ts';

export interface Settings {
  readonly stackName: string;
  /** `https://…/scim` of a custom domain, as customers see it; undefined for API Gateway's own address. */
  readonly publicUrl: string | undefined;
  /** How long API Gateway remembers the authorizer's answer, seconds; as long, a revoked token still works. */
  readonly authorizerCacheSeconds: number;
  readonly maxMembersPerRequest: number;
  /** Read units of DynamoDB, 4 KB each, beyond which a list is refused. */
  readonly maxReadUnitsPerRequest: number;
  /** Whether bodies of requests may be in gzip; 415 otherwise. */
  readonly compressedRequests: boolean;
  /** Requests a second, all tenants together, beyond which API Gateway answers 429. */
  readonly requestsPerSecond: number;
  /** Requests at one moment beyond that rate. */
  readonly requestBurst: number;
  /** Requests a second of one tenant of the tier, twice as many at one moment; 429 beyond that. */
  readonly standardRequestsPerSecond: number;
  readonly limitedRequestsPerSecond: number;
  /** Hosts from which the keys of OpenID issuers may be fetched. */
  readonly jwksHosts: readonly string[];
  /** Memory of each function, MB; its share of a CPU grows with it. */
  readonly memoryMb: number;
  readonly logLevel: LogLevel;
  readonly logRetentionDays: number;
  /**
   * API Gateway writes logs with one role per account and region. `create` sets it to a role of this stack,
   * `existing` leaves it as it is.
   */
  readonly apiGatewayLogRole: 'create' | 'existing';
  /** A topic that alarms are sent to. */
  readonly alarmTopicArn: string | undefined;
  /** An address that alarms are sent to, once it has confirmed. */
  readonly alarmEmail: string | undefined;
  /** Whether data outlives the stack, and neither can be deleted by accident. */
  readonly retainData: boolean;
  /** What a folder declares; the setting itself is the folder. */
  readonly extensions: readonly DeclaredExtension[];
}

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** Some settings cannot be used. Each problem is one sentence that says what to write. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const PREFIX = 'scim:';

const FOLDER = text(/./, 'the path of a folder');

/** Short enough to begin the names of functions, which have up to 64 characters. */
const STACK_NAME = text(
  /^[A-Za-z][A-Za-z0-9-]{0,49}$/,
  'a letter and up to 49 letters, digits and hyphens after it',
);
const TOPIC_ARN = text(
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
  'the ARN of an SNS topic, such as arn:aws:sns:eu-west-1:123456789012:alarms',
);
const EMAIL = text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an email address');
const RETENTION_DAYS = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

/**
 * The settings that a context gives, and the defaults of the others; extensions are read from their folder.
 * @param context of the CDK app: its `scim:` keys are read, the rest is not ours
 * @throws SettingsError naming every problem there is
 */
export const readSettings = (context: Readonly<Record<string, unknown>>): Settings => {
  const problems: string[] = [];

  const setting = <T>(name: keyof Settings, kind: Kind<T>, fallback: T): T => {
    const given = context[PREFIX + name];
    if (given === undefined) return fallback;
    const value = kind.parse(given);
    if (value === undefined)
      problems.push(`${PREFIX}${name} is ${JSON.stringify(given)}: write ${kind.expected}.`);
    return value ?? fallback;
  };

  const settings: Settings = {
    stackName: setting('stackName', STACK_NAME, 'ScimOnAws'),
    publicUrl: setting('publicUrl', baseUrl, undefined),
    authorizerCacheSeconds: setting('authorizerCacheSeconds', wholeNumber(0, 300), 60),
    maxMembersPerRequest: setting('maxMembersPerRequest', wholeNumber(1, 50_000), 5_000),
    maxReadUnitsPerRequest: setting('maxReadUnitsPerRequest', wholeNumber(2_000, 100_000), 20_000),
    compressedRequests: setting('compressedRequests', flag, false),
    requestsPerSecond: setting('requestsPerSecond', wholeNumber(1, 10_000), 500),
    requestBurst: setting('requestBurst', wholeNumber(1, 5_000), 1_000),
    standardRequestsPerSecond: setting('standardRequestsPerSecond', wholeNumber(1, 10_000), 1_000),
    limitedRequestsPerSecond: setting('limitedRequestsPerSecond', wholeNumber(1, 10_000), 25),
    jwksHosts: setting('jwksHosts', hostNames, ['login.microsoftonline.com']),
    memoryMb: setting('memoryMb', wholeNumber(256, 10_240), 1_024),
    logLevel: setting('logLevel', oneOf<LogLevel>(['DEBUG', 'INFO', 'WARN', 'ERROR']), 'INFO'),
    logRetentionDays: setting('logRetentionDays', oneOf(RETENTION_DAYS), RetentionDays.ONE_YEAR),
    apiGatewayLogRole: setting('apiGatewayLogRole', oneOf(['create', 'existing'] as const), 'create'),
    alarmTopicArn: setting('alarmTopicArn', TOPIC_ARN, undefined),
    alarmEmail: setting('alarmEmail', EMAIL, undefined),
    retainData: setting('retainData', flag, true),
    extensions: readExtensions(setting('extensions', FOLDER, undefined), (problem) => problems.push(problem)),
  };

  problems.push(...unknownKeys(Object.keys(context), Object.keys(settings)));
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
};

/** Keys that nobody would read: misspelt, or a setting's name without the prefix. */
function unknownKeys(keys: readonly string[], names: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    if (names.includes(key)) return [`${key} is not read: write ${PREFIX}${key}.`];
    const name = key.slice(PREFIX.length);
    const known = key.startsWith(PREFIX) && names.includes(name);
    if (known || !key.toLowerCase().startsWith(PREFIX)) return [];
    const meant = nearest(name, names);
    return meant
      ? [`${key} is not a setting: did you mean ${PREFIX}${meant}?`]
      : [`${key} is not a setting: write one of ${names.map((other) => PREFIX + other).join(', ')}.`];
  });
}
