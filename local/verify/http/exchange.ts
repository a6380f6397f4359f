/** A request and its answer, as they went over the wire, for whoever has to see what went wrong. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../../json.ts';

export interface Exchange {
  readonly method: string;
  /** Behind the Tenant URL, as it was sent. */
  readonly path: string;
  /** Without the credential. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | undefined;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Answer extends Exchange {
  /** Undefined where there is no body. */
  readonly body: Json | undefined;
}

const SHOWN = 4_000;

/** What hides a secret in a text, however the text has it written: plain, in a URL, in JSON. */
export const redactorOf = (secret: string): ((text: string) => string) => {
  const forms = new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  return (text) => [...forms].reduce((left, form) => left.replaceAll(form, '(redacted)'), text);
};

/** The request in the form of HTTP, without what is the same for all. */
export const requestText = ({ method, path, requestHeaders, requestBody }: Exchange): string =>
  [
    `${method} ${path}`,
    ...Object.entries(requestHeaders).map(([name, value]) => `${name}: ${value}`),
    ...(requestBody === undefined ? [] : ['', shortened(requestBody)]),
  ].join('\n');

/** The headers that SCIM has something to say about. */
const TOLD = ['content-type', 'location', 'etag', 'allow', 'www-authenticate', 'retry-after'];

export const responseText = ({ status, headers, text }: Exchange): string =>
  [
    String(status),
    ...TOLD.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${String(headers[name])}`])),
    ...(text === '' ? [] : ['', shortened(text)]),
  ].join('\n');

const shortened = (text: string): string =>
  text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
