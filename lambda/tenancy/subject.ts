import { isObject, type JsonObject } from '../scim/json.ts';
import { CLIENT_ID } from './credential/oauth-client.ts';
import { CREDENTIAL_ID } from './credential/secret-text.ts';
import { TENANT_ID } from './tenant/tenant.ts';

const PEPPER = /^v\d{1,9}$/;

/**
 * What an operation of the admin function was about, for its audit line: of what was asked and of what came of it, what
 * has the form of an id, and nothing else. Of what replaces something, the new one is the subject.
 */
export const subjectOf = (payload: JsonObject, result: unknown) => {
  const { issued, client, secret }: JsonObject = isObject(result) ? result : {};
  const all = [payload, result, client, secret, issued].filter(isObject);
  const id = (pattern: RegExp, places: readonly JsonObject[], ...names: readonly string[]) =>
    places
      .flatMap((place) => names.map((name) => place[name]))
      .findLast((value) => typeof value === 'string' && pattern.test(value));
  return {
    tenant: id(TENANT_ID, all, 'id', 'tenant'),
    token: id(CREDENTIAL_ID, all, 'tokenId'),
    client: id(CLIENT_ID, all, 'clientId'),
    credential: id(CREDENTIAL_ID, all, 'secretId', 'identityId'),
    replaced: issued === undefined ? undefined : id(CREDENTIAL_ID, [payload], 'tokenId', 'secretId'),
    pepper: id(PEPPER, all, 'version', 'current', 'removed'),
  };
};
