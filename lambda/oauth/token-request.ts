/** A request to the token endpoint, from its form and its Authorization header: the client credentials grant. */
import { invalidClient, invalidRequest, unsupportedGrantType } from './error.ts';

/** How a client identifies itself (RFC 6749 §2.3.1, RFC 7523 §2.2). */
export type ClientAuthentication =
  | { readonly method: 'client_secret_basic' | 'client_secret_post'; readonly secret: string }
  | { readonly method: 'client_assertion'; readonly assertion: string };

export interface TokenRequest {
  readonly clientId: string;
  readonly authentication: ClientAuthentication;
  /** As it was asked for; undefined where nothing was. */
  readonly scope: string | undefined;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * @param form of media type application/x-www-form-urlencoded
 * @param authorization the header, if there is one
 * @throws OAuthError invalid_request, unsupported_grant_type; invalid_client where a client does not identify itself
 */
export const tokenRequest = (form: string, authorization: string | undefined): TokenRequest => {
  const parameters = parametersOf(form);
  const grant = parameters.get('grant_type');
  if (grant === undefined) throw invalidRequest('grant_type is missing');
  if (grant !== 'client_credentials') throw unsupportedGrantType();

  const named = parameters.get('client_id');
  const ways = [basicOf(authorization), postOf(parameters), assertionOf(parameters)].filter(
    (way) => way !== undefined,
  );
  const [way, other] = ways;
  if (other) throw invalidRequest('a client identifies itself in one way at a time');
  if (!way) throw invalidClient();
  const clientId = way.clientId ?? named;
  if (clientId === undefined) throw invalidRequest('client_id is missing');
  if (named !== undefined && named !== clientId)
    throw invalidRequest('client_id is another one than that of the Authorization header');
  return { clientId, authentication: way.authentication, scope: parameters.get('scope') };
};

interface Way {
  readonly clientId?: string;
  readonly authentication: ClientAuthentication;
}

/** Each parameter at most once, and one without a value is as if it were left out (RFC 6749 §3.2). */
const parametersOf = (form: string): ReadonlyMap<string, string> => {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(form)) {
    if (parameters.has(name)) throw invalidRequest('a parameter is there more than once');
    parameters.set(name, value);
  }
  return new Map([...parameters].filter(([, value]) => value !== ''));
};

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;

/** Both parts are form-encoded before they are joined (RFC 6749 §2.3.1), which changes nothing of what we issue. */
const basicOf = (authorization: string | undefined): Way | undefined => {
  if (authorization === undefined) return undefined;
  const encoded = BASIC.exec(authorization)?.[1];
  if (encoded === undefined) throw invalidRequest('the Authorization header has to be of the scheme Basic');
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 1) throw invalidRequest('the Authorization header has to hold a client id and a secret');
  const [clientId, secret] = [pair.slice(0, colon), pair.slice(colon + 1)].map(formDecoded);
  return {
    clientId: clientId ?? '',
    authentication: { method: 'client_secret_basic', secret: secret ?? '' },
  };
};

const formDecoded = (text: string): string =>
  new URLSearchParams(`text=${text.replaceAll('&', '%26')}`).get('text') ?? '';

const postOf = (parameters: ReadonlyMap<string, string>): Way | undefined => {
  const secret = parameters.get('client_secret');
  return secret === undefined ? undefined : { authentication: { method: 'client_secret_post', secret } };
};

const assertionOf = (parameters: ReadonlyMap<string, string>): Way | undefined => {
  const [type, assertion] = [parameters.get('client_assertion_type'), parameters.get('client_assertion')];
  if (type === undefined && assertion === undefined) return undefined;
  if (type !== ASSERTION_TYPE) throw invalidRequest(`client_assertion_type has to be ${ASSERTION_TYPE}`);
  if (assertion === undefined) throw invalidRequest('client_assertion is missing');
  return { authentication: { method: 'client_assertion', assertion } };
};
