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
      members: [],
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

  describe('that writes a group', () => {
    const other = '9b2d3c1e-7a77-4d43-8d3b-0d3b7a1c2f10';
    const membersOf = (method: string, path: string, body: object): readonly string[] =>
      summaryOf(gatewayRequest({ method, path, body: JSON.stringify(body) }), answer(204), 1).members;
    const patchOf = (...Operations: readonly object[]) =>
      membersOf('PATCH', `/scim/Groups/${ID}`, { Operations });

    test.each([
      ['adds', { op: 'Add', path: 'members', value: [{ value: other }] }],
      ['adds without a path', { op: 'add', value: { members: [{ value: other }] } }],
      ['removes', { op: 'Remove', path: 'members', value: [{ value: other }] }],
      ['removes by a filter', { op: 'remove', path: `members[value eq "${other}"]` }],
    ])('is about the members that it %s, too', (_, operation) => {
      expect(patchOf(operation)).toEqual([other]);
    });

    test('is about each of them once, and not twice about the group', () => {
      const value = [{ value: other }, { value: ID }, { value: other }];
      expect(patchOf({ op: 'add', path: 'members', value })).toEqual([other]);
    });

    test('as a whole is about all members that it names', () => {
      const members = [{ value: other }];
      expect(membersOf('POST', '/scim/Groups', { displayName: 'A', members })).toEqual([other]);
      expect(membersOf('PUT', `/scim/Groups/${ID}`, { displayName: 'A', members })).toEqual([other]);
    });

    test('is about no more members than anybody reads', () => {
      const value = Array.from({ length: 300 }, (__, index) => ({
        value: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      }));
      expect(patchOf({ op: 'add', path: 'members', value })).toHaveLength(100);
    });
  });

  test('that makes several changes is about whom it names and whom it creates', () => {
    const made = '9b2d3c1e-7a77-4d43-8d3b-0d3b7a1c2f10';
    const body = JSON.stringify({
      Operations: [{ method: 'DELETE', path: `/Users/${ID}` }, { method: 'POST' }],
    });
    const answered = JSON.stringify({ Operations: [{}, { location: `http://x/scim/Users/${made}` }] });
    const request = gatewayRequest({ method: 'POST', path: '/scim/Bulk', body });
    expect(summaryOf(request, answer(200, answered), 1)).toMatchObject({
      id: undefined,
      members: [ID, made],
    });
  });

  test('that writes a user is about nobody else, although it may name a manager', () => {
    const body = JSON.stringify({ Operations: [{ op: 'Add', path: 'manager', value: ID }] });
    const request = gatewayRequest({ method: 'PATCH', path: `/scim/Users/${ID}`, body });
    expect(summaryOf(request, answer(204), 1).members).toEqual([]);
  });

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
