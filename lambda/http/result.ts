import type { APIGatewayProxyResult } from 'aws-lambda';
import { answerTooLarge, fitsAnswer } from '../scim/answer.ts';
import { errorBody, type ScimError } from '../scim/error.ts';
import type { ScimResponse } from './request.ts';

const CONTENT_TYPE = 'application/scim+json';

/**
 * A response as API Gateway wants it.
 * @throws ScimError 400 tooMany for a body that Lambda could not hand on
 */
export const scimResult = ({ status, headers, body }: ScimResponse): APIGatewayProxyResult => {
  if (body === undefined)
    return { statusCode: status, headers: { ...headers, 'Content-Type': CONTENT_TYPE }, body: '' };
  const text = JSON.stringify(body);
  if (!fitsAnswer(text)) throw answerTooLarge();
  return { statusCode: status, headers: { ...headers, 'Content-Type': CONTENT_TYPE }, body: text };
};

export const errorResult = (error: ScimError): APIGatewayProxyResult => ({
  statusCode: error.status,
  headers: { ...error.headers, 'Content-Type': CONTENT_TYPE },
  body: JSON.stringify(errorBody(error)),
});
