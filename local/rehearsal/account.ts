/** The emulated account, and the commands that a person would type to work in it. */
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { type Json, parseJson } from '../json.ts';
import { run } from './child.ts';

export const ACCOUNT_ID = '123456789012';
const REGION = 'us-east-1';
const PROJECT = join(import.meta.dirname, '..', '..');
const CDK = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');

/** The emulator takes an account's number as the key of its root user. */
const CREDENTIALS = { accessKeyId: ACCOUNT_ID, secretAccessKey: 'rehearsal' };

export interface Account {
  /** What an SDK client needs to work in it. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: typeof CREDENTIALS;
  };
  /** Runs `cdk`. @returns what it said. @throws CommandError */
  readonly cdk: (...args: readonly string[]) => Promise<string>;
  /** Runs `aws`. @returns its answer, null where it has none. @throws CommandError */
  readonly aws: (...args: readonly string[]) => Promise<Json>;
  /** Runs `npm run admin`. @returns its answer. @throws CommandError */
  readonly admin: (...args: readonly string[]) => Promise<Json>;
}

export interface AccountOptions {
  /** Where the services are. */
  readonly endpoint: string;
  /** Folder of the programs. */
  readonly bin: string;
  /** For what the commands write. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

export const emulatedAccount = ({ endpoint, bin, folder, signal }: AccountOptions): Account => {
  // Nothing of the user's own configuration: no command of a rehearsal can reach a real account.
  const environment = {
    PATH: [join(process.execPath, '..'), bin, process.env['PATH']].join(delimiter),
    HOME: folder,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
  const options = { environment, folder: PROJECT, signal };
  return {
    client: { endpoint, region: REGION, credentials: CREDENTIALS },
    cdk: (...args) => run(process.execPath, [CDK, '--ci', '--no-notices', '--no-color', ...args], options),
    aws: async (...args) => {
      const output = await run(join(bin, 'aws'), [...args, '--output', 'json'], options);
      return output.trim() === '' ? null : parseJson(output);
    },
    admin: async (...args) =>
      parseJson(await run(process.execPath, [join(PROJECT, 'bin', 'admin.ts'), ...args, '--json'], options)),
  };
};

/** The environment that `cdk bootstrap` and `cdk deploy` are about. */
export const ENVIRONMENT = `aws://${ACCOUNT_ID}/${REGION}`;
