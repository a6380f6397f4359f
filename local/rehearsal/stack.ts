/** The stack of the service in an account: synthesized as always, deployed and destroyed by `cdk`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject, JsonReader, parseJson } from '../json.ts';
import { synthesize } from '../synthesize.ts';
import type { Account } from './account.ts';
import { adapt } from './differences.ts';

/** A synthesized app. */
export interface Release {
  readonly stackName: string;
  readonly folder: string;
  readonly resources: JsonReader;
}

export interface Outputs {
  readonly adminFunctionName: string;
  readonly restApiId: string;
  /** The path that `TenantUrl` ends with. */
  readonly basePath: string;
}

/** A resource that was made. */
export interface Resource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

/** Synthesizes the app into an empty folder, and adapts its template to the emulator. */
export const release = async (
  folder: string,
  context: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Release> => {
  const { stackName, template } = await synthesize(folder, { context, signal });
  if (!isJsonObject(template)) throw new Error('the template is not an object');
  const adapted = adapt(template);
  await writeFile(join(folder, `${stackName}.template.json`), JSON.stringify(adapted));
  const resources = new JsonReader(adapted, 'the template').object('Resources');
  return { stackName, folder, resources };
};

/** @returns what `cdk deploy` said. */
export const deploy = (account: Account, { folder }: Release): Promise<string> =>
  account.cdk(
    'deploy',
    '--app',
    folder,
    '--require-approval',
    'never',
    '--outputs-file',
    outputsFile(folder),
  );

/** @throws CommandError when the stack is another than the one that is deployed. */
export const diff = (account: Account, { folder }: Release): Promise<string> =>
  account.cdk('diff', '--app', folder, '--fail');

export const destroy = (account: Account, { folder }: Release): Promise<string> =>
  account.cdk('destroy', '--app', folder, '--force');

const outputsFile = (folder: string): string => join(folder, 'outputs.json');

export const outputsOf = async ({ folder, stackName }: Release): Promise<Outputs> => {
  const all = new JsonReader(parseJson(await readFile(outputsFile(folder), 'utf8')), 'the outputs');
  const outputs = all.object(stackName);
  return {
    adminFunctionName: outputs.string('AdminFunctionName'),
    restApiId: outputs.string('RestApiId'),
    basePath: new URL(outputs.string('TenantUrl')).pathname,
  };
};

/** What the stack is made of, completely. @throws Error when it is not what the template says */
export const resourcesOf = async (account: Account, made: Release): Promise<readonly Resource[]> => {
  const answer = await account.aws('cloudformation', 'list-stack-resources', '--stack-name', made.stackName);
  const resources = new JsonReader(answer, 'the stack').list('StackResourceSummaries').map((summary) => {
    const resource = new JsonReader(summary, 'a resource of the stack');
    const status = resource.string('ResourceStatus');
    const logicalId = resource.string('LogicalResourceId');
    if (!status.endsWith('_COMPLETE')) throw new Error(`${logicalId} is in ${status}`);
    return {
      logicalId,
      physicalId: resource.string('PhysicalResourceId'),
      type: resource.string('ResourceType'),
    };
  });
  const found = new Set(resources.map(({ logicalId }) => logicalId));
  const missing = made.resources.names().filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`the stack has no ${missing.join(', ')}`);
  return resources;
};
