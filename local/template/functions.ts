/** The functions of the template: where their code lies and what they are given. */
import { join } from 'node:path';
import { type Json, JsonReader } from '../json.ts';
import type { FunctionDefinition } from '../lambda/function.ts';
import type { StackResource } from './stack.ts';

/** Lambda's own defaults. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

/**
 * @param resource an `AWS::Lambda::Function`.
 * @param codeFolder finds the folder of an asset by the key that it would be uploaded under.
 */
export const functionDefinition = (
  { ref: name, arn, properties: lambda }: StackResource,
  codeFolder: (key: string) => string,
): FunctionDefinition => {
  return {
    arn,
    name,
    runtime: lambda.string('Runtime'),
    codeFolder: codeFolder(lambda.object('Code').string('S3Key')),
    handler: lambda.string('Handler'),
    environment: lambda.object('Environment').object('Variables').strings(),
    timeoutMs: lambda.number('Timeout', DEFAULT_TIMEOUT_SECONDS) * 1000,
    memoryMb: lambda.number('MemorySize', DEFAULT_MEMORY_MB),
  };
};

/**
 * Reads the manifest of the stack's assets.
 *
 * @param manifest `<stack>.assets.json`
 * @param folder that the manifest's paths are relative to.
 */
export const assetFolders = (manifest: Json, folder: string): ((key: string) => string) => {
  const files = new JsonReader(manifest, 'assets').object('files');
  const byKey = new Map<string, string>();
  for (const name of files.names()) {
    const file = files.object(name);
    const path = join(folder, file.object('source').string('path'));
    const destinations = file.object('destinations');
    for (const destination of destinations.names()) {
      byKey.set(destinations.object(destination).string('objectKey'), path);
    }
  }
  return (key) => {
    const path = byKey.get(key);
    if (path === undefined) throw new Error(`no asset is uploaded as ${key}`);
    return path;
  };
};
