/** Requests to the service, each paced, timed and counted. */
import { isJsonObject, type JsonObject, parseJson } from '../../json.ts';
import { type Exchange, type Request, RequestFailed } from './exchange.ts';
import type { Pace } from './pace.ts';
import { isSuccess, type Statistics } from './statistics.ts';
import type { Wire } from './wire.ts';

export interface Client {
  /**
   * @returns the body, an empty object where there is none
   * @throws RequestFailed unless it succeeds; AbortError when the run is being stopped
   */
  readonly send: (request: Request) => Promise<JsonObject>;
}

export interface ClientOptions {
  readonly wire: Wire;
  readonly pace: Pace;
  readonly statistics: Statistics;
  /** Parameters that every request carries. */
  readonly query: readonly string[];
  readonly signal: AbortSignal;
  /** Told each request that did not succeed, and each that did with another status than it should have. */
  readonly onFailure: (exchange: Exchange) => void;
  readonly onWrongStatus: (exchange: Exchange) => void;
}

export const scimClient = (options: ClientOptions): Client => ({
  send: async (request) => {
    options.signal.throwIfAborted();
    await options.pace(options.signal);
    const exchange = await timed(request, options);
    if (!isSuccess(exchange.status)) {
      options.onFailure(exchange);
      throw new RequestFailed(exchange);
    }
    if (!request.expect.includes(exchange.status)) options.onWrongStatus(exchange);
    const body = bodyOf(exchange);
    if (body) return body;
    const garbled = { ...exchange, text: `no JSON object: ${exchange.text}` };
    options.onFailure(garbled);
    throw new RequestFailed(garbled);
  },
});

const timed = async (request: Request, { wire, statistics, query }: ClientOptions): Promise<Exchange> => {
  const { operation, method, path, body } = request;
  const parameters = Object.entries(request.query ?? {}).map(
    ([name, value]) => `${name}=${formEncoded(value)}`,
  );
  const began = performance.now();
  statistics.begin(operation, began);
  const answer = await wire(method, path, [...query, ...parameters], body && JSON.stringify(body)).catch(
    noAnswer,
  );
  const ended = performance.now();
  const exchange = { request, unreachable: false, ...answer, milliseconds: ended - began };
  statistics.end(exchange, ended);
  return exchange;
};

/** As Entra does it: a space is a plus. */
const formEncoded = (value: string): string =>
  new URLSearchParams({ value }).toString().slice('value='.length);

const bodyOf = ({ text }: Exchange): JsonObject | undefined => {
  if (text === '') return {};
  try {
    const body = parseJson(text);
    return isJsonObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
};

const noAnswer = (error: unknown) => ({
  status: 0,
  text: Error.isError(error) ? error.message : String(error),
  unreachable: Error.isError(error) && 'code' in error && NOBODY_THERE.has(String(error.code)),
});

const NOBODY_THERE: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
