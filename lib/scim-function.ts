import { fileURLToPath } from 'node:url';
import { type Duration, Stage } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  type BundlingOptions,
  Charset,
  LogLevel,
  NodejsFunction,
  OutputFormat,
} from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Environment } from '../lambda/environment.ts';
import { extensionsArgument } from './extensions/module.ts';
import { logRetention } from './retention.ts';
import type { Settings } from './settings.ts';

export interface ScimFunctionProps {
  /** Name of the entry file in `lambda/handlers`, without its ending; ends the name of the function too. */
  readonly handler: string;
  readonly description: string;
  readonly timeout: Duration;
  /** What the handler reads, and nothing else. */
  readonly environment: Partial<Environment>;
  readonly settings: Pick<
    Settings,
    'extensions' | 'logRetentionDays' | 'memoryMb' | 'retainData' | 'stackName'
  >;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Clients of the SDK that fetch credentials by single sign-on or for another role, and are loaded only then: a
 * function has those of its role in its environment. They are 95 KB, a fifth of a bundle.
 */
const UNUSED_CREDENTIALS = ['@aws-sdk/credential-provider-sso', '@aws-sdk/nested-clients/*'];

/**
 * One file of ES module, with the SDK in it, so that what was tested is what runs. Source maps stay out: with
 * them, loading the groups function takes 63 ms instead of 50, and one can be made from the commit at any time.
 */
export const BUNDLING = {
  format: OutputFormat.ESM,
  target: 'node24',
  minify: true,
  sourceMap: false,
  charset: Charset.UTF8,
  mainFields: ['module', 'main'],
  externalModules: UNUSED_CREDENTIALS,
  logLevel: LogLevel.WARNING,
  // Some dependencies are CommonJS and call `require`, which ES modules do not have.
  banner: `import{createRequire}from'node:module';const require=createRequire(import.meta.url);`,
} as const satisfies BundlingOptions;

const assemblyOf = (scope: Construct): string => {
  const stage = Stage.of(scope);
  if (!stage) throw new Error('a function belongs to an application');
  return stage.outdir;
};

/** A function of the service: its code, its own role and its own log group, which is all that the role opens. */
export class ScimFunction extends Construct implements IGrantable {
  readonly function: IFunction;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: ScimFunctionProps) {
    super(scope, id);
    const { handler, description, timeout, environment, settings } = props;

    const logGroup = new LogGroup(this, 'Log', logRetention(settings));
    // Not the managed AWSLambdaBasicExecutionRole, which may write to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    this.grantPrincipal = role;
    this.function = new NodejsFunction(this, 'Function', {
      functionName: `${settings.stackName}-${handler}`,
      description,
      entry: `${ROOT}lambda/handlers/${handler}.ts`,
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: settings.memoryMb,
      timeout,
      environment: { ...environment },
      awsSdkConnectionReuse: false,
      bundling: {
        ...BUNDLING,
        esbuildArgs: extensionsArgument(assemblyOf(this), settings.extensions),
      },
      role,
      logGroup,
    });
  }
}
