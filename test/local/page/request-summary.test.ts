import { describe, expect, test } from '@jest/globals';
import type { GatewayAnswer } from '../../../local/api-gateway/message.ts';
import { summaryOf } from '../../../local/page/request-summary.ts';
import { gatewayRequest } from '../support/gateway-request.ts';

const ID = '264efdbe-de09-4b95-82f8-d907e0b6bfed';

const answer = (status: number, body = '', headers: GatewayAnswer['headers'] = []): GatewayAnswer => ({
  status,
  headers,
  body,
});

describe('a request', () => {
  test('is told by what it means, how it ended and how long it took', () => {
    const request = gatewayRequest({ path: `/scim/Users/${ID}`, query: 'attributes=userName' });
    expect(summaryOf(request, answer(200), 14.2)).toEqual({
      at: request.receivedAt,
      method: 'GET',
      target: `/scim/Users/${ID}?attributes`,
      operation: 'Read user',
      type: 'Users',
      id: ID,
      status: 200,
      detail: undefined,
      milliseconds: 14.2,
      dialect: 'other',
    });
  });

  test('keeps no value of its query and nothing of its body', () => {
    const query = 'filter=userName%20eq%20%22ada%22';
    const request = gatewayRequest({ method: 'POST', query, body: '{"password":"secret"}' });
    const summary = JSON.stringify(summaryOf(request, answer(200), 1));
    expect(summary).not.toMatch(/ada|secret|good/);
  });

  test('that creates is about what it made', () => {
    const made = answer(201, '', [['Location', `http://127.0.0.1:8787/scim/Users/${ID}`]]);
    expect(summaryOf(gatewayRequest({ method: 'POST' }), made, 1).id).toBe(ID);
  });

  test.each(['', 'nowhere', 'http://127.0.0.1:8787/scim/Users/../..'])(
    'that creates is about nothing where Location is "%s"',
    (location) => {
      const made = answer(201, '', [['Location', location]]);
      expect(summaryOf(gatewayRequest({ method: 'POST' }), made, 1).id).toBeUndefined();
    },
  );

  test('is cut where it is longer than anybody reads', () => {
    const request = gatewayRequest({ path: `/scim/${'x'.repeat(9_000)}` });
    expect(summaryOf(request, answer(404, `{"detail":"${'y'.repeat(9_000)}"}`), 1)).toMatchObject({
      target: expect.stringMatching(/^.{300}$/),
      detail: expect.stringMatching(/^.{300}$/),
    });
  });
});

describe('the reason of a refusal', () => {
  test.each([
    ['of the service', '{"detail":"another User has this userName"}', 'another User has this userName'],
    ['of API Gateway', '{"message":"Forbidden"}', 'Forbidden'],
    ['in no words', '{}', undefined],
    ['that is no text', '{"detail":7}', undefined],
    ['that is no JSON', 'no', undefined],
  ])('%s', (_, body, detail) => {
    expect(summaryOf(gatewayRequest(), answer(409, body), 1).detail).toBe(detail);
  });

  test('is none where nothing was refused', () => {
    expect(summaryOf(gatewayRequest(), answer(200, '{"detail":"x"}'), 1).detail).toBeUndefined();
  });
});

describe('the dialect', () => {
  test.each([
    ['of Entra with the flag', { query: 'aadOptscim062020' }, 'entra-flag'],
    ['of Entra without it', { body: '{"Operations":[{"op":"Add"}]}' }, 'entra-default'],
    ['of Okta', { headers: [['User-Agent', 'Okta SCIM Client 1.0.0']] as const }, 'okta'],
    ['where the query cannot be read', { query: 'a=%' }, 'other'],
  ])('%s', (_, overrides, dialect) => {
    expect(summaryOf(gatewayRequest(overrides), answer(200), 1).dialect).toBe(dialect);
  });
});
