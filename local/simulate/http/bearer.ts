import { Failure } from '../../admin/error.ts';
import { isJsonObject, parseJson } from '../../json.ts';

/** What stands in the Authorization header. */
export interface Bearer {
  /** A token that is good, as far as is known. */
  readonly token: () => Promise<string>;
  /** Another one in the place of one that was refused; undefined where there is none. */
  readonly renewed: (refused: string) => Promise<string | undefined>;
  /** A text without the tokens that might stand in it. */
  readonly redacted: (text: string) => string;
}

/** A Secret Token, as it was pasted. */
export const pasted = (token: string): Bearer => ({
  token: async () => token,
  renewed: async () => undefined,
  redacted: (text) => text.replaceAll(token, '(redacted)'),
});

/** An OAuth client, and what it presents at each exchange: parameters such as `client_secret`. */
export interface OAuthOptions {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly present: () => Promise<Readonly<Record<string, string>>>;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** How long before its end an access token is renewed, ms. */
const BEFORE_END = 60_000;
const TIMEOUT_MS = 40_000;

interface Access {
  readonly text: string;
  /** Epoch milliseconds. */
  readonly ends: number;
}

/** Access tokens by the client credentials grant (RFC 6749 §4.4), one at a time, renewed before they end. */
export const exchanged = ({ now = Date.now, ...options }: OAuthOptions): Bearer => {
  let access: Promise<Access> | undefined;
  const texts = new Set<string>();

  const exchange = (): Promise<Access> => {
    access = exchangeOnce(options, now()).then((got) => {
      texts.add(got.text);
      return got;
    });
    return access;
  };

  return {
    token: async () => {
      const got = await (access ?? exchange());
      return now() < got.ends - BEFORE_END ? got.text : (await exchange()).text;
    },
    // Of several requests that are refused at once, the first renews for all.
    renewed: async (refused) => {
      const got = await access;
      return got && got.text !== refused ? got.text : (await exchange()).text;
    },
    redacted: (text) => [...texts].reduce((left, token) => left.replaceAll(token, '(redacted)'), text),
  };
};

/** @throws Failure with what the token endpoint says */
const exchangeOnce = async (
  { tokenUrl, clientId, present }: Omit<OAuthOptions, 'now'>,
  now: number,
): Promise<Access> => {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      ...(await present()),
      scope: 'scim',
    }),
  }).catch((error: unknown) => {
    throw new Failure(`No answer from ${tokenUrl}: ${Error.isError(error) ? error.message : String(error)}.`);
  });
  const body = parseJson(await response.text().catch(() => '{}'));
  const {
    access_token: text,
    expires_in: seconds,
    error,
    error_description: description,
  } = isJsonObject(body) ? body : {};
  if (response.status !== 200 || typeof text !== 'string' || typeof seconds !== 'number')
    throw new Failure(
      `The token endpoint answers ${response.status}: ${[error, description].filter(Boolean).map(String).join(', ') || 'no access token'}.`,
    );
  return { text, ends: now + seconds * 1_000 };
};
