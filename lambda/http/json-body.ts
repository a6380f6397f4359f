import { invalidSyntax, ScimError } from '../scim/error.ts';
import type { Json } from '../scim/json.ts';
import type { ScimRequest } from './request.ts';

const MEDIA_TYPES = ['application/scim+json', 'application/json'];

/** JSON in UTF-8, which is also what no charset means (RFC 8259 §8.1). */
const isJson = (contentType: string): boolean => {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  return (
    MEDIA_TYPES.includes(type) &&
    parameters.every((one) => !/^charset\b/.test(one) || /^charset="?utf-8"?$/.test(one))
  );
};

/**
 * The body of a request as JSON.
 * @throws ScimError 415 for another media type than (scim+)json in UTF-8, 400 invalidSyntax for what is no JSON
 */
export const jsonBody = ({ headers, body }: ScimRequest): Json => {
  const type = headers.get('content-type');
  if (type !== undefined && !isJson(type)) {
    throw new ScimError(415, 'the body has to be application/scim+json or application/json, in UTF-8');
  }
  if (headers.has('content-encoding') && headers.get('content-encoding') !== 'identity') {
    throw new ScimError(415, 'the body may not be compressed');
  }
  if (body === undefined) throw invalidSyntax('the request has to have a body');
  try {
    return JSON.parse(body) as Json;
  } catch {
    throw invalidSyntax('the body is no JSON');
  }
};
