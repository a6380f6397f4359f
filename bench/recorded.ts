/** What was measured, kept in `bench/results` with when and where that was. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'results');
const GIGABYTE = 2 ** 30;
const PACKAGES = ['@dynoxide/linux-x64', '@aws-sdk/client-dynamodb', '@middy/core'];

/** A measurement as it is kept. */
export interface Recorded<Results = unknown> {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGb: number };
  readonly versions: Readonly<Record<string, string>>;
  readonly results: Results;
}

export const record = async (name: string, results: unknown): Promise<string> => {
  const file = fileOf(name);
  const recorded: Recorded = {
    at: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memoryGb: Math.round(totalmem() / GIGABYTE),
    },
    versions: {
      node: process.versions.node,
      ...Object.fromEntries(PACKAGES.map((one) => [one, versionOf(one)])),
    },
    results,
  };
  await writeFile(file, `${JSON.stringify(recorded, undefined, 2)}\n`);
  return file;
};

/** What was last measured; undefined where nothing has been. */
export const readRecorded = async <Results>(name: string): Promise<Recorded<Results> | undefined> => {
  const file = fileOf(name);
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Recorded<Results>) : undefined;
};

const fileOf = (name: string): string => join(FOLDER, `${name}.json`);

/** From its folder: few packages export their package.json. */
const versionOf = (name: string): string => {
  const file = join(import.meta.dirname, '..', 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : 'not installed';
};
