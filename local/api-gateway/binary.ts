/**
 * Which bodies a REST API treats as bytes
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html).
 */
import { type Headers, headerOf } from './message.ts';

/** What a request without a Content-Type is taken for. */
const DEFAULT_CONTENT_TYPE = 'application/json';

/** A request's body reaches the function in base64 when its Content-Type is a binary one. */
export const isBinaryRequest = (binaryMediaTypes: readonly string[], headers: Headers): boolean =>
  isBinary(binaryMediaTypes, headerOf(headers, 'content-type') ?? DEFAULT_CONTENT_TYPE);

/** An answer in base64 becomes bytes when the first media type that the client accepts is a binary one. */
export const isBinaryAnswer = (binaryMediaTypes: readonly string[], headers: Headers): boolean =>
  isBinary(binaryMediaTypes, headerOf(headers, 'accept') ?? '');

/** A star on the left stands for something only where there is one on the right too. */
const isBinary = (binaryMediaTypes: readonly string[], header: string): boolean => {
  const [mediaType = ''] = header.toLowerCase().split(/[,;]/, 1);
  const [type, subtype] = mediaType.trim().split('/');
  if (!type || !subtype) return false;
  const matching = type === '*' ? ['*/*'] : ['*/*', `${type}/*`, `${type}/${subtype}`];
  return binaryMediaTypes.some((known) => matching.includes(known.toLowerCase()));
};
