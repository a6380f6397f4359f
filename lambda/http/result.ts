import type { APIGatewayProxyResult } from 'aws-lambda';
import { errorBody, type ScimError, tooMany } from '../scim/error.ts';
import { quotedBytes } from '../scim/json.ts';
import type { ScimResponse } from './request.ts';

const CONTENT_TYPE = 'application/scim+json';

/** The largest body in bytes, as the string within JSON that Lambda hands on: its 6 MB, less the headers. */
const MAX_ANSWER_BYTES = 6_000_000;

/**
 * A response as API Gateway wants it.
 * @throws ScimError 400 tooMany for a body that Lambda could not hand on
 */
export const scimResult = ({ status, headers, body }: ScimResponse): APIGatewayProxyResult => {
  if (body === undefined)
    return { statusCode: status, headers: { ...headers, 'Content-Type': CONTENT_TYPE }, body: '' };
  const text = JSON.stringify(body);
  if (quotedBytes(text) > MAX_ANSWER_BYTES) {
    throw tooMany('the answer is too large; leave out what makes it so, as with excludedAttributes=members');
  }
  return { statusCode: status, headers: { ...headers, 'Content-Type': CONTENT_TYPE }, body: text };
};

export const errorResult = (error: ScimError): APIGatewayProxyResult => ({
  statusCode: error.status,
  headers: { ...error.headers, 'Content-Type': CONTENT_TYPE },
  body: JSON.stringify(errorBody(error)),
});
