import { isUtf8 } from 'node:buffer';
import { invalidSyntax, ScimError } from '../scim/error.ts';
import type { Json } from '../scim/json.ts';
import { isJson, MEDIA_TYPES } from './media-type.ts';
import type { ScimRequest } from './request.ts';

/**
 * The body of a request as JSON. One without a Content-Type is taken for it (RFC 9110 §8.3).
 * @throws ScimError 415 for another media type than (scim+)json in UTF-8, with those that would be taken (RFC 9110
 *   §15.5.16); 400 invalidSyntax for what is no JSON in UTF-8
 */
export const jsonBody = ({ headers, body }: ScimRequest): Json => {
  const type = headers.get('content-type');
  if (type !== undefined && !isJson(type)) {
    const Accept = MEDIA_TYPES.join(', ');
    throw new ScimError(415, 'the body has to be JSON in UTF-8, by its Content-Type', undefined, { Accept });
  }
  if (body === undefined) throw invalidSyntax('the request has to have a body');
  if (!isUtf8(body)) throw invalidSyntax('the body has to be in UTF-8');
  try {
    return JSON.parse(body.toString()) as Json;
  } catch {
    throw invalidSyntax('the body is no JSON');
  }
};
