import { digestOf } from '../../lambda/tenancy/credential/digest.ts';
import type { SecretText } from '../../lambda/tenancy/credential/secret-text.ts';
import type { Token, TokenRecord } from '../../lambda/tenancy/credential/token.ts';
import type { Dependencies } from '../../lambda/tenancy/operations/dependencies.ts';
import { PepperError, type Peppers } from '../../lambda/tenancy/pepper/peppers.ts';
import type { Tenant } from '../../lambda/tenancy/tenant/tenant.ts';

export const NOW = Date.parse('2026-11-24T12:00:00.000Z');

export const PEPPER = { version: 'v1', key: 'p'.repeat(64) };

/** A single pepper that is always the current one. */
export const onePepper: Peppers = {
  current: async () => PEPPER,
  latest: async () => PEPPER,
  version: async () => PEPPER,
};

/** A pepper that is always the current one, and none of what was digested before it. */
export const removedPepper: Peppers = {
  ...onePepper,
  version: async (version) => {
    throw new PepperError(`the secret has no pepper ${version}`);
  },
};

export const contoso: Tenant = {
  id: 'contoso',
  name: 'Contoso',
  status: 'active',
  groupNames: 'unique',
  tier: 'standard',
  created: '2026-01-01T00:00:00.000Z',
};

/** What the values of API keys begin with. */
export const KEY_PREFIX = 'scim-tests-';

/** What operations are given by tests that are about something else than limits. */
export const unlimited: Pick<Dependencies, 'limiting' | 'report'> = {
  limiting: { provide: async () => {}, withdraw: async () => {}, requests: async () => 0 },
  report: (what, failure) => {
    throw new Error(what, { cause: failure });
  },
};

/** The key of its cursors. */
export const CURSOR_KEY = Buffer.alloc(32, 7).toString('base64url');

/** A token of contoso's, as it is listed. */
export const entryOf = (tokenId: string): Token => ({
  tokenId,
  tenant: contoso.id,
  label: 'Entra',
  scopes: ['provision', 'read'],
  created: '2026-01-01T00:00:00.000Z',
  expires: '9999-12-31T00:00:00.000Z',
  status: 'active',
});

/** What is stored of a token of contoso's, as if it had been issued. */
export const recordOf = (token: SecretText, changes: Partial<TokenRecord> = {}): TokenRecord => ({
  ...entryOf(token.id),
  digest: digestOf(PEPPER, token.text),
  pepper: PEPPER.version,
  ...changes,
});

/** A logger that keeps what it is told, as text. */
export const keepingLogger = () => {
  const lines: string[] = [];
  const keep = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  return { lines, logger: { info: keep, warn: keep, error: keep } };
};

/** The text of the secret, in the place of Secrets Manager. */
export const heldText = (
  text = JSON.stringify({ current: PEPPER.version, [PEPPER.version]: PEPPER.key }),
) => {
  let held = text;
  return {
    fetch: async () => held,
    replace: async (next: string) => {
      held = next;
    },
  };
};
