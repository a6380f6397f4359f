import { digestOf } from '../credential/digest.ts';
import { endingOf } from '../credential/life.ts';
import { withoutProof } from '../credential/proof.ts';
import { mintSecret } from '../credential/secret-text.ts';
import type { Token, TokenRecord } from '../credential/token.ts';
import { invalidRequest, notFound } from '../error.ts';
import { type Dependencies, dateOf, readTenant } from './dependencies.ts';
import { DAY, expiresInDays, label, overlapMinutes, scopes, tenantId, tokenId } from './fields.ts';
import { operation } from './operation.ts';
import { endingWith, lifetimeOf, overlapEnd } from './overlap.ts';

/** A new token. `token` is the secret itself, which nobody can ever ask for again. */
export interface IssuedToken extends Token {
  readonly token: string;
}

/** The most tokens of a tenant that are good at a time. */
const MOST_TOKENS = 20;

export const tokenOperations = (dependencies: Dependencies) => {
  const { tokens, peppers, now } = dependencies;

  const requireRoom = async (tenant: string): Promise<void> => {
    const live = (await tokens.list(tenant)).filter((token) => !endingOf(token, now()));
    if (live.length >= MOST_TOKENS)
      throw invalidRequest(
        `the tenant ${tenant} has ${MOST_TOKENS} tokens that are good; revoke one of them first`,
      );
  };

  /** @param lifetime in milliseconds @param add writes the record */
  const issue = async (
    wanted: Pick<Token, 'tenant' | 'label' | 'scopes'>,
    lifetime: number,
    add: (record: TokenRecord) => Promise<void>,
  ): Promise<IssuedToken> => {
    await readTenant(dependencies, wanted.tenant);
    await requireRoom(wanted.tenant);
    const secret = mintSecret('token');
    const pepper = await peppers.latest();
    const token: Token = {
      tokenId: secret.id,
      ...wanted,
      created: dateOf(now()),
      expires: dateOf(now() + lifetime),
      status: 'active',
    };
    await add({ ...token, digest: digestOf(pepper, secret.text), pepper: pepper.version });
    return { ...token, token: secret.text };
  };

  return {
    'tokens.create': operation(
      { tenant: tenantId, label, scopes, expiresInDays },
      ({ expiresInDays: days, ...wanted }, by) =>
        issue(wanted, days * DAY, (record) => tokens.add(record, by)),
    ),

    'tokens.list': operation({ tenant: tenantId }, async ({ tenant }) => {
      await readTenant(dependencies, tenant);
      return { tokens: (await tokens.list(tenant)).map(withoutProof) };
    }),

    'tokens.revoke': operation({ tenant: tenantId, tokenId }, (input, by) =>
      tokens.revoke(input.tenant, input.tokenId, dateOf(now()), by),
    ),

    /** The new one lives as long as the old one was meant to, and the old one ends after the overlap at the latest. */
    'tokens.rotate': operation(
      { tenant: tenantId, tokenId, overlapMinutes },
      async (input, by): Promise<{ readonly issued: IssuedToken; readonly replaced: Token }> => {
        const old = await tokens.read(input.tokenId);
        if (old?.tenant !== input.tenant)
          throw notFound(`the tenant ${input.tenant} has no token ${input.tokenId}`);
        const ending = endingOf(old, now());
        if (ending) throw invalidRequest(`the token ${input.tokenId} is ${ending}; create a new one`);
        const { tenant, label: same, scopes: those } = old;
        const end = dateOf(overlapEnd(old, input.overlapMinutes, now()));
        const issued = await issue({ tenant, label: same, scopes: those }, lifetimeOf(old), (record) =>
          tokens.replace(old, end, record, by),
        );
        return { issued, replaced: endingWith(withoutProof(old), end) };
      },
    ),
  };
};
