import { UsageError } from '../admin/error.ts';
import type { Target } from '../replay/client.ts';
import { localServer } from './local-server.ts';

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
  const server = await localServer(
    dataFolder,
    'For another service, give its Tenant URL and token: --url URL --token TOKEN',
  );
  return { tenantUrl: server.string('tenantUrl'), token: server.string('token') };
};
