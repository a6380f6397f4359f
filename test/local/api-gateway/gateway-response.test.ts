import { describe, expect, test } from '@jest/globals';
import { GatewayFailure } from '../../../local/api-gateway/failure.ts';
import { gatewayResponse } from '../../../local/api-gateway/gateway-response.ts';
import { gatewayResponseDefinition } from '../support/api-definition.ts';
import { gatewayRequest } from '../support/gateway-request.ts';

const unauthorized = new GatewayFailure('UNAUTHORIZED', 'Unauthorized');
const request = gatewayRequest();

describe('a type that the API says nothing of', () => {
  test('is answered as AWS does by default', () => {
    expect(gatewayResponse(new Map(), unauthorized, request)).toEqual({
      status: 401,
      headers: [
        ['Content-Type', 'application/json'],
        ['x-amzn-ErrorType', 'UnauthorizedException'],
      ],
      body: '{"message":"Unauthorized"}',
    });
  });

  test('has no message where AWS has none', () => {
    const failure = new GatewayFailure('AUTHORIZER_FAILURE', null);
    expect(gatewayResponse(new Map(), failure, request).body).toBe('{"message":null}');
  });

  test.each([
    ['DEFAULT_4XX', unauthorized, 401],
    ['DEFAULT_5XX', new GatewayFailure('INTEGRATION_TIMEOUT', 'x'), 504],
  ])('falls back to %s, with its own status unless that has one', (type, failure, status) => {
    const template = new Map([['application/json', 'fallback']]);
    const withoutStatus = new Map([[type, gatewayResponseDefinition({ templates: template })]]);
    expect(gatewayResponse(withoutStatus, failure, request)).toMatchObject({ status, body: 'fallback' });
    const withStatus = new Map([[type, gatewayResponseDefinition({ status: 418 })]]);
    expect(gatewayResponse(withStatus, failure, request)).toMatchObject({ status: 418 });
  });
});

describe('a type that the API defines', () => {
  const answer = (overrides: Parameters<typeof gatewayResponseDefinition>[0], accept?: string) =>
    gatewayResponse(
      new Map([['UNAUTHORIZED', gatewayResponseDefinition(overrides)]]),
      unauthorized,
      gatewayRequest({ headers: accept === undefined ? [] : [['Accept', accept]] }),
    );

  test('has the status, headers and body of its definition', () => {
    expect(
      answer({
        status: 403,
        headers: new Map([
          ['WWW-Authenticate', "'Bearer'"],
          ['Content-Type', "'application/scim+json'"],
          ['X-Request', 'context.requestId'],
        ]),
        templates: new Map([['application/json', '{"status":"401"}']]),
      }),
    ).toEqual({
      status: 403,
      headers: [
        ['WWW-Authenticate', 'Bearer'],
        ['Content-Type', 'application/scim+json'],
        ['X-Request', request.id],
        ['x-amzn-ErrorType', 'UnauthorizedException'],
      ],
      body: '{"status":"401"}',
    });
  });

  test.each([
    ['$context.requestId', request.id],
    [`\${context.error.responseType}!`, 'UNAUTHORIZED!'],
    ['"$context.error.message."', '"Unauthorized."'],
    ['$context.error.messageString', '"Unauthorized"'],
    ['[$context.unknown]', '[]'],
    ['$5 and $context', '$5 and $context'],
  ])('substitutes %s', (template, body) => {
    expect(answer({ templates: new Map([['application/json', template]]) }).body).toBe(body);
  });

  test.each([
    ['the type that is accepted', 'application/scim+json, */*', 'scim'],
    ['JSON when no other is', 'text/html', 'json'],
    ['JSON when nothing is said', undefined, 'json'],
  ])('has a template for %s', (_, accept, body) => {
    const templates = new Map([
      ['application/scim+json', 'scim'],
      ['application/json', 'json'],
    ]);
    expect(answer({ templates }, accept).body).toBe(body);
  });
});
