import { describe, expect, test } from '@jest/globals';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { errorBody, ScimError } from '../../lambda/scim/error.ts';
import { synthesize } from './support.ts';

const responses = new Map(
  synthesize()
    .all('AWS::ApiGateway::GatewayResponse')
    .map(({ properties }) => [properties.ResponseType, properties]),
);

/** Every type that API Gateway has, as far as the CDK knows. */
const TYPES = Object.values(ResponseType)
  .filter((value) => value instanceof ResponseType)
  .map(({ responseType }) => responseType);

test('every type of API Gateway has a response of ours', () => {
  expect(TYPES).toHaveLength(21);
  expect(new Set(responses.keys())).toEqual(new Set(TYPES));
});

describe.each(TYPES)('%s', (type) => {
  const { StatusCode, ResponseParameters, ResponseTemplates } = responses.get(type);
  const body = JSON.parse(ResponseTemplates['application/json']);

  test('is a SCIM error whose status is a string and the status of the answer', () => {
    const { status, scimType, detail } = body;
    expect(status).toBe(StatusCode);
    expect(detail).toMatch(/\.$/);
    expect(body).toEqual(errorBody(new ScimError(Number(status), detail, scimType)));
  });

  test('is literal: nothing of the request comes into it', () => {
    expect(ResponseTemplates['application/json']).not.toContain('$context');
  });

  test('is the same for whoever accepts application/scim+json', () => {
    expect(ResponseTemplates['application/scim+json']).toBe(ResponseTemplates['application/json']);
    expect(Object.keys(ResponseTemplates)).toHaveLength(2);
  });

  test('has the media type of SCIM', () => {
    expect(ResponseParameters['gatewayresponse.header.Content-Type']).toBe("'application/scim+json'");
  });
});

test.each([
  ['UNAUTHORIZED', '401'],
  ['ACCESS_DENIED', '403'],
  ['WAF_FILTERED', '403'],
  ['INVALID_API_KEY', '503'],
  ['MISSING_AUTHENTICATION_TOKEN', '404'],
  ['INVALID_SIGNATURE', '404'],
  ['EXPIRED_TOKEN', '404'],
  ['RESOURCE_NOT_FOUND', '404'],
  ['BAD_REQUEST_BODY', '400'],
  ['BAD_REQUEST_PARAMETERS', '400'],
  ['DEFAULT_4XX', '400'],
  ['REQUEST_TOO_LARGE', '413'],
  ['UNSUPPORTED_MEDIA_TYPE', '415'],
  ['THROTTLED', '429'],
  ['QUOTA_EXCEEDED', '429'],
  ['AUTHORIZER_FAILURE', '500'],
  ['AUTHORIZER_CONFIGURATION_ERROR', '500'],
  ['API_CONFIGURATION_ERROR', '500'],
  ['DEFAULT_5XX', '500'],
  ['INTEGRATION_FAILURE', '503'],
  ['INTEGRATION_TIMEOUT', '504'],
])('%s is answered %s', (type, status) => {
  expect(responses.get(type).StatusCode).toBe(status);
});

test('a 401 names the scheme, and nothing but a credential gets one', () => {
  const unauthorized = [...responses].filter(([, { StatusCode }]) => StatusCode === '401');
  expect(unauthorized.map(([type]) => type)).toEqual(['UNAUTHORIZED']);
  const { ResponseParameters } = responses.get('UNAUTHORIZED');
  expect(ResponseParameters['gatewayresponse.header.WWW-Authenticate']).toBe("'Bearer'");
});

test.each(['THROTTLED', 'QUOTA_EXCEEDED', 'INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT'])(
  '%s says when to try again',
  (type) => {
    expect(responses.get(type).ResponseParameters['gatewayresponse.header.Retry-After']).toMatch(/^'\d+'$/);
  },
);
