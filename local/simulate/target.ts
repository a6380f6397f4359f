import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, UsageError } from '../admin/error.ts';
import { JsonReader, parseJson } from '../json.ts';
import type { Target } from './http/wire.ts';

/**
 * The service that is named, else the local server.
 * @throws UsageError for a URL without a token, Failure when no local server is running
 */
export const targetOf = async (
  url: string | undefined,
  token: string | undefined,
  dataFolder: string,
): Promise<Target> => {
  if (url !== undefined) {
    if (!token) throw new UsageError('--url needs --token, or SCIM_TOKEN in the environment.');
    return { tenantUrl: url, token };
  }
  const file = join(dataFolder, 'server.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure(
      `No local server is running (there is no ${file}). Start one with: npm start\n` +
        'For another service, give its Tenant URL and token: --url URL --token TOKEN',
    );
  });
  const server = new JsonReader(parseJson(text), file);
  return { tenantUrl: server.string('tenantUrl'), token: server.string('token') };
};
