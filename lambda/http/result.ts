import type { APIGatewayProxyResult } from 'aws-lambda';
import { answerTooLarge, fitsAnswer } from '../scim/answer.ts';
import { errorBody, type ScimError } from '../scim/error.ts';
import { MEDIA_TYPES } from './media-type.ts';
import type { ScimResponse } from './request.ts';

const CONTENT_TYPE = MEDIA_TYPES[0];

/** What a body may come in, compressed or not, depends on the request (RFC 9110 §12.5.5). */
const VARY = { Vary: 'Accept-Encoding' };

/**
 * A response as API Gateway wants it.
 * @throws ScimError 400 tooMany for a body that Lambda could not hand on
 */
export const scimResult = ({ status, headers, body }: ScimResponse): APIGatewayProxyResult => {
  const text = body === undefined ? '' : JSON.stringify(body);
  if (!fitsAnswer(text)) throw answerTooLarge();
  const varies = body !== undefined || status === 304;
  return {
    statusCode: status,
    headers: { ...headers, 'Content-Type': CONTENT_TYPE, ...(varies && VARY) },
    body: text,
  };
};

export const errorResult = (error: ScimError): APIGatewayProxyResult => ({
  statusCode: error.status,
  headers: { ...error.headers, 'Content-Type': CONTENT_TYPE },
  body: JSON.stringify(errorBody(error)),
});
