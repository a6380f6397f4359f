import { describe, expect, test } from '@jest/globals';
import { pasted } from '../../local/simulate/http/bearer.ts';
import { scimClient } from '../../local/simulate/http/client.ts';
import { describeExchange } from '../../local/simulate/http/describe.ts';
import { type Exchange, type Request, RequestFailed } from '../../local/simulate/http/exchange.ts';
import { Statistics } from '../../local/simulate/http/statistics.ts';
import type { WireAnswer } from '../../local/simulate/http/wire.ts';

const REQUEST: Request = {
  operation: 'look up user',
  method: 'GET',
  path: '/Users',
  query: { filter: 'userName eq "a+b@c.de"' },
  expect: [200],
};

const exchange = (some: Partial<Exchange>): Exchange => ({
  request: REQUEST,
  status: 200,
  text: '',
  unreachable: false,
  milliseconds: 1,
  ...some,
});

describe('the figures', () => {
  const statistics = new Statistics();
  // Two at once from 0 to 100 ms, nothing until 1000, one until 1100: three in 200 ms.
  statistics.begin('look up user', 0);
  statistics.begin('look up user', 50);
  statistics.end(exchange({ milliseconds: 60 }), 60);
  statistics.end(exchange({ milliseconds: 50, status: 404 }), 100);
  statistics.begin('look up user', 1000);
  statistics.end(exchange({ milliseconds: 100, status: 503 }), 1100);

  test('count requests, failures and answers of 5xx', () => {
    expect(statistics.total).toMatchObject({ requests: 3, failed: 2 });
    expect(statistics.serverErrors).toBe(1);
  });

  test('give the rate while requests were under way', () => {
    expect(statistics.total.rate).toBeCloseTo(15);
  });

  test('give percentiles by the nearest rank', () => {
    expect(statistics.byOperation.get('look up user')).toMatchObject({ p50: 60, p99: 100 });
  });

  test('leave out what did not happen', () => {
    expect([...statistics.byOperation.keys()]).toEqual(['look up user']);
  });
});

describe('a request', () => {
  const send = async (answer: WireAnswer | Error, request = REQUEST) => {
    const sent: unknown[] = [];
    const failures: Exchange[] = [];
    const wrongStatuses: Exchange[] = [];
    const client = scimClient({
      wire: async (...args) => {
        sent.push(args);
        if (Error.isError(answer)) throw answer;
        return answer;
      },
      pace: async () => {},
      statistics: new Statistics(),
      query: ['aadOptscim062020'],
      signal: new AbortController().signal,
      onFailure: (failure) => failures.push(failure),
      onWrongStatus: (wrong) => wrongStatuses.push(wrong),
    });
    const outcome = await client.send(request).catch((error: unknown) => error);
    return { outcome, sent, failures, wrongStatuses };
  };

  test('is form-encoded, and carries the flag', async () => {
    const { sent } = await send({ status: 200, text: '{}' });
    const filter = 'filter=userName+eq+%22a%2Bb%40c.de%22';
    expect(sent).toEqual([['GET', '/Users', ['aadOptscim062020', filter], undefined]]);
  });

  test('yields the body, or an empty object where there is none', async () => {
    expect((await send({ status: 200, text: '{"id":"1"}' })).outcome).toEqual({ id: '1' });
    expect((await send({ status: 204, text: '' }, { ...REQUEST, expect: [204] })).outcome).toEqual({});
  });

  test('goes on after a success with another status than it should have, which is told', async () => {
    const { outcome, wrongStatuses, failures } = await send({ status: 202, text: '{}' });
    expect([outcome, wrongStatuses.length, failures.length]).toEqual([{}, 1, 0]);
  });

  test.each([
    ['refusal', { status: 409, text: '{"detail":"taken"}' }, 409, false],
    ['fault of the service', { status: 500, text: '' }, 500, false],
    ['refusal of the token, which is final', { status: 401, text: '' }, 401, true],
    ['body that is no JSON', { status: 200, text: '<html>' }, 200, false],
    ['lost connection', new Error('socket hang up'), 0, false],
    [
      'place where nobody is, which is final',
      Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
      0,
      true,
    ],
  ])('fails by a %s', async (_, answer, status, isFinal) => {
    const { outcome, failures } = await send(answer);
    expect(outcome).toBeInstanceOf(RequestFailed);
    expect(outcome).toMatchObject({ isFinal, exchange: { status } });
    expect(failures).toHaveLength(1);
  });
});

test('a failed request is shown with its answer, and without the token', () => {
  const failed = exchange({
    request: {
      operation: 'create user',
      method: 'POST',
      path: '/Users',
      body: { userName: 'a' },
      expect: [201],
    },
    status: 409,
    text: '{"detail":"scim_secret is taken"}',
    milliseconds: 12.3,
  });
  expect(describeExchange(failed, pasted('scim_secret').redacted)).toBe(
    [
      'create user: POST /Users',
      '  Authorization: Bearer (redacted)',
      '  > {"userName":"a"}',
      '  < 409 after 12 ms {"detail":"(redacted) is taken"}',
    ].join('\n'),
  );
});
