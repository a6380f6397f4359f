/**
 * Lambda authorizers of type TOKEN
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html).
 */
import { isJsonObject, type Json, parseJson } from '../json.ts';
import type { Outcome } from '../lambda/function.ts';
import type { Invoke } from '../lambda/service.ts';
import type { AuthorizerDefinition } from './definition.ts';
import { GatewayFailure } from './failure.ts';
import { evaluate, type Policy, readPolicy } from './policy.ts';

/** What the function learns as `requestContext.authorizer`. */
export type AuthorizerContext = Readonly<Record<string, string>>;

/** What an authorizer says of whoever may pass. */
export interface Authorized {
  readonly context: AuthorizerContext;
  /** The value of the API key that the request is counted by; undefined where it names none. */
  readonly apiKey: string | undefined;
}

interface Grant extends Authorized {
  readonly policy: Policy;
}

export interface Authorizers {
  /**
   * @param token the value of the identity header.
   * @throws GatewayFailure when the request is not allowed to pass.
   */
  readonly authorize: (
    authorizer: AuthorizerDefinition,
    token: string | undefined,
    methodArn: string,
  ) => Promise<Authorized>;
}

/** @param now epoch milliseconds. */
export const tokenAuthorizers = (invoke: Invoke, now: () => number = Date.now): Authorizers => {
  const cache = new Map<string, { readonly grant: Grant; readonly expires: number }>();

  const cached = (key: string): Grant | undefined => {
    const entry = cache.get(key);
    if (entry !== undefined && entry.expires > now()) return entry.grant;
    cache.delete(key);
    return undefined;
  };

  const ask = async (authorizer: AuthorizerDefinition, token: string, methodArn: string): Promise<Grant> => {
    const event = { type: 'TOKEN', authorizationToken: token, methodArn };
    const outcome = await invoke(authorizer.functionName, JSON.stringify(event));
    if (outcome === undefined) throw new GatewayFailure('AUTHORIZER_FAILURE', null);
    return grantOf(outcome);
  };

  return {
    authorize: async (authorizer, token, methodArn) => {
      // What does not match the expression never reaches the function.
      if (!token || authorizer.expression?.test(token) === false) throw unauthorized();
      const key = JSON.stringify([authorizer.id, token]);
      let grant = cached(key);
      if (grant === undefined) {
        grant = await ask(authorizer, token, methodArn);
        // Only a policy is kept, whatever it says; a refusal and a failure are asked for again.
        if (authorizer.ttlSeconds > 0)
          cache.set(key, { grant, expires: now() + authorizer.ttlSeconds * 1000 });
      }
      const verdict = evaluate(grant.policy, methodArn);
      if (verdict === 'allowed') return { context: grant.context, apiKey: grant.apiKey };
      const explicit = verdict === 'explicit deny' ? ' with an explicit deny' : '';
      throw new GatewayFailure('ACCESS_DENIED', `User is not authorized to access this resource${explicit}`);
    },
  };
};

const unauthorized = (): GatewayFailure => new GatewayFailure('UNAUTHORIZED', 'Unauthorized');

const misconfigured = (): GatewayFailure => new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR', null);

const grantOf = (outcome: Outcome): Grant => {
  if (outcome.kind === 'failed') {
    throw outcome.error.errorMessage === 'Unauthorized' ? unauthorized() : misconfigured();
  }
  const output = parseJson(outcome.payload);
  if (!isJsonObject(output) || typeof output['principalId'] !== 'string') throw misconfigured();
  const policy = readPolicy(output['policyDocument']);
  if (policy === undefined) throw misconfigured();
  const { principalId, context, usageIdentifierKey } = output;
  return {
    policy,
    context: { principalId, ...stringified(context) },
    apiKey: typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined,
  };
};

/** Values of the context are strings, numbers and booleans, and all arrive as strings. */
const stringified = (context: Json | undefined): AuthorizerContext => {
  if (context === undefined || context === null) return {};
  if (!isJsonObject(context)) throw misconfigured();
  const entries = Object.entries(context).map(([name, value]) => {
    if (typeof value === 'object') throw misconfigured();
    return [name, String(value)] as const;
  });
  return Object.fromEntries(entries);
};
