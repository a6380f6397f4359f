import pMap from 'p-map';
import { endingOf, type Life } from '../credential/life.ts';
import type { Proof } from '../credential/proof.ts';
import { invalidRequest } from '../error.ts';
import { matching } from '../input.ts';
import { type Dependencies, dateOf } from './dependencies.ts';
import { MINUTE } from './fields.ts';
import { operation } from './operation.ts';

/** A pepper, without its key. */
export interface PepperUse {
  readonly version: string;
  readonly current: boolean;
  /** How many tokens and secrets that are good are digested under it: all that would end with it. */
  readonly credentials: number;
}

const version = matching(/^v\d{1,9}$/, 'the version of a pepper, such as v1');

/** How long an access token may live, and a warm function not have heard of a rotation, ms. */
const LONGEST_ACCESS = (6 * 60 + 10) * MINUTE;

export const pepperOperations = (dependencies: Dependencies) => {
  const { pepperSecret, now } = dependencies;

  const uses = async (): Promise<readonly PepperUse[]> => {
    const used = await proofs(dependencies);
    const { current, versions } = await pepperSecret.read();
    return versions.map((one) => ({
      version: one,
      current: one === current,
      credentials: used.filter(({ pepper }) => pepper === one).length,
    }));
  };

  return {
    'peppers.list': operation({}, async () => ({ peppers: await uses() })),

    /** Adds a pepper and makes it the current one. Each credential moves to it when it is next used. */
    'peppers.rotate': operation({}, async (_, by) => ({ current: await pepperSecret.rotate(by) })),

    /** Access tokens are not counted: they end by themselves, so it waits for them. */
    'peppers.remove': operation({ version }, async (input, by) => {
      const use = (await uses()).find((one) => one.version === input.version);
      if (!use) throw invalidRequest(`there is no pepper ${input.version}`);
      if (use.current) throw invalidRequest(`the pepper ${input.version} is the current one`);
      if (use.credentials > 0)
        throw invalidRequest(
          `${use.credentials} credentials are digested under ${input.version}: each moves when it is used; revoke those that nobody uses`,
        );
      const { since } = await pepperSecret.read();
      const from = since === undefined ? 0 : Date.parse(since) + LONGEST_ACCESS;
      if (now() < from)
        throw invalidRequest(
          `access tokens may be digested under ${input.version}; remove it after ${dateOf(from)}`,
        );
      await pepperSecret.remove(input.version, by);
      return { removed: input.version };
    }),
  };
};

/** Of all tokens and secrets that are good, in any tenant. */
const proofs = async ({ tenants, tokens, clients, now }: Dependencies): Promise<readonly Proof[]> => {
  const found: Proof[] = [];
  const isLive = (life: Life): boolean => !endingOf(life, now());
  for await (const page of pagesOf(tenants))
    await pMap(
      page,
      async ({ id }) => {
        const [itsTokens, itsClients] = await Promise.all([tokens.list(id), clients.list(id)]);
        const secrets = itsClients.filter(({ client }) => isLive(client)).flatMap((client) => client.secrets);
        found.push(...itsTokens.filter(isLive), ...secrets.filter(isLive));
      },
      { concurrency: TENANTS_AT_ONCE },
    );
  return found;
};

const TENANTS_AT_ONCE = 8;

async function* pagesOf(tenants: Dependencies['tenants']) {
  let after: string | undefined;
  do {
    const page = await tenants.list(after);
    yield page.tenants;
    after = page.next;
  } while (after !== undefined);
}
