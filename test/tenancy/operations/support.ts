/** The admin function over the real engine, with a clock and a secret of peppers that a test holds. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { admin } from '../../../lambda/tenancy/admin.ts';
import { accessTokenStore } from '../../../lambda/tenancy/credential/access-token-store.ts';
import { clientStore } from '../../../lambda/tenancy/credential/client-store.ts';
import { eraseCredentials } from '../../../lambda/tenancy/credential/erasure.ts';
import { tokenStore } from '../../../lambda/tenancy/credential/token-store.ts';
import type { Limiting } from '../../../lambda/tenancy/limit/limiting.ts';
import { adminOperations } from '../../../lambda/tenancy/operations/index.ts';
import { cachedPeppers } from '../../../lambda/tenancy/pepper/peppers.ts';
import { pepperSecret } from '../../../lambda/tenancy/pepper/rotation.ts';
import type { Table } from '../../../lambda/tenancy/table.ts';
import { noteEmptiness } from '../../../lambda/tenancy/tenant/emptiness.ts';
import { tenantStore } from '../../../lambda/tenancy/tenant/tenant-store.ts';
import { clientOf, freshTable, useDatabase } from '../../harness/database.ts';
import { heldText, KEY_PREFIX, keepingLogger, NOW, unlimited } from '../support.ts';

type Payload = Readonly<Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is JSON, and each test says what it expects of it
type Result = Record<string, any>;

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** One function for the tests of a file; each test finds an empty table, one pepper and the clock at NOW. */
export const useAdmin = () => {
  const database = useDatabase();
  let table: Table;
  let log: readonly string[] = [];
  let text = heldText();
  let { limiting } = unlimited;
  let failures: (readonly [what: string, name: string])[] = [];
  const clock = { now: NOW };
  const now = () => clock.now;

  beforeAll(() => {
    table = { client: clientOf(database.endpoint()), name: '' };
  });
  afterAll(() => table.client.destroy());
  beforeEach(async () => {
    table = { ...table, name: (await freshTable(table.client)).name };
    clock.now = NOW;
    text = heldText();
    ({ limiting } = unlimited);
    failures = [];
  });

  const stores = () => ({
    tenants: tenantStore(table),
    tokens: tokenStore(table),
    accessTokens: accessTokenStore(table),
    clients: clientStore(table),
    peppers: cachedPeppers(text.fetch, now),
    apiKeyPrefix: KEY_PREFIX,
    now,
  });

  const ask = (operation: string, payload: Payload = {}) => {
    const { lines, logger } = keepingLogger();
    log = lines;
    const operations = adminOperations({
      ...stores(),
      limiting,
      report: (what, failure) => void failures.push([what, Object(failure).name]),
      pepperSecret: pepperSecret(table, text, now),
      jwksHosts: ['login.microsoftonline.com', 'keys.example.com'],
      eraseCredentials: (tenant) => eraseCredentials(table, tenant),
      authorizerCacheSeconds: 60,
      openDirectory: async () => {},
    });
    return admin({ operations, logger })({ operation, ...payload }, { awsRequestId: 'request-1' });
  };

  /** The result of an operation that succeeds. */
  const result = async (operation: string, payload: Payload = {}): Promise<Result> => {
    const answer = await ask(operation, payload);
    if (!answer.ok) throw new Error(answer.error.message);
    return Object(answer.result);
  };

  return {
    clock,
    stores,
    ask,
    result,
    /** Has another one answer in the place of API Gateway, which else counts nothing. */
    limitBy: (other: Limiting): void => {
      limiting = other;
    },
    /** What operations could do without, by the names of the errors. */
    reported: () => failures,
    /** The audit lines of the last operation. */
    audits: (): readonly Result[] => log.map((line) => JSON.parse(line)[1].audit),
    /** All that the last operation logged, as text. */
    logged: () => log.join(),
    /** What the maintenance function notes of a tenant that is to go. */
    emptied: (id: string, purgingSince: string): Promise<void> =>
      noteEmptiness(table, { id, purgingSince }, { tokenId: 'maintenance', requestId: 'request-1' }, now()),
    newTenant: async (id = 'contoso'): Promise<string> =>
      (await result('tenants.create', { name: 'C', id }))['id'],
  };
};
