import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Middleware } from './middleware.ts';
import { weighted } from './weighted.ts';

/** Bytes up to which an answer fits one packet anyway. */
const SMALL = 1_400;

/** The fastest level: a page of 100 users, 68 KB, becomes 10 KB in 0.3 ms; the usual one saves 7% more in twice that. */
const LEVEL = { level: 1 };

const compressed = promisify(gzip);

/** Answers in gzip where that is what the client prefers. */
export const compression = (): Middleware => ({
  after: async (request) => {
    const { response, internal } = request;
    if (!response || !('statusCode' in response) || !internal.request) return;
    const { method, headers } = internal.request;
    if (method !== 'HEAD' && takesGzip(headers)) request.response = await inGzip(response);
  },
});

/**
 * Whether a client would rather have gzip than nothing (RFC 9110 §12.5.3). API Gateway turns an answer back into
 * bytes by the first media type of Accept; who names none might get the base64.
 */
export const takesGzip = (headers: ReadonlyMap<string, string>): boolean => {
  const codings = weighted(headers.get('accept-encoding') ?? '');
  const weight = codings.get('gzip') ?? codings.get('x-gzip') ?? codings.get('*') ?? 0;
  const [mediaType = ''] = (headers.get('accept') ?? '').split(',', 1);
  return mediaType.includes('/') && weight > 0 && weight >= (codings.get('identity') ?? 0);
};

/** What is bytes has to be in base64 for API Gateway; an answer that does not get shorter by it stays as it is. */
const inGzip = async (result: APIGatewayProxyResult): Promise<APIGatewayProxyResult> => {
  if (result.body.length <= SMALL) return result;
  const body = (await compressed(result.body, LEVEL)).toString('base64');
  if (body.length >= result.body.length) return result;
  const headers = { ...result.headers, 'Content-Encoding': 'gzip' };
  return { ...result, headers, body, isBase64Encoded: true };
};
