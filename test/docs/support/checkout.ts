/** The project in a folder of its own: commands may write there, and find no data of anybody. */
import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PROJECT } from './documents.ts';

export interface Checkout {
  readonly folder: string;
  /** Of whoever works in it. */
  readonly home: string;
  readonly remove: () => Promise<void>;
}

/** What is made, not written. */
const LEFT_OUT = new Set(['.git', '.local', 'cdk.out', 'coverage', 'node_modules']);

export const checkout = async (): Promise<Checkout> => {
  const home = await mkdtemp(join(tmpdir(), 'scim-checkout-'));
  const folder = join(home, 'scim-on-aws');
  await cp(PROJECT, folder, { recursive: true, filter: (source) => !LEFT_OUT.has(basename(source)) });
  await symlink(await realpath(join(PROJECT, 'node_modules')), join(folder, 'node_modules'));
  return { folder, home, remove: () => rm(home, { recursive: true, force: true }) };
};
