/** Requests that are counted by an API key, which the authorizer names. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { gateway } from '../../../local/api-gateway/gateway.ts';
import type { Admission } from '../../../local/usage-plans.ts';
import { apiDefinition, methodDefinition, routeDefinition } from '../support/api-definition.ts';
import { gatewayRequest } from '../support/gateway-request.ts';

let counted: (string | undefined)[];
let admission: Admission;
/** The functions that were invoked. */
let invoked: string[];

beforeEach(() => {
  counted = [];
  invoked = [];
  admission = 'admitted';
});

const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
};

const send = (apiKeyRequired: boolean, usageIdentifierKey?: string) => {
  const method = methodDefinition({ apiKeyRequired });
  const api = apiDefinition({ routes: [routeDefinition('/Users', { ANY: method })] });
  const answers = {
    guard: { principalId: 'p', policyDocument: POLICY, usageIdentifierKey },
    echo: { statusCode: 200, body: '{}' },
  };
  const { answer } = gateway(api, {
    invoke: async (name) => {
      invoked.push(name);
      return { kind: 'returned', payload: JSON.stringify(answers[name === 'guard' ? 'guard' : 'echo']) };
    },
    usagePlans: {
      admit: (value) => {
        counted.push(value);
        return admission;
      },
    },
  });
  return answer(gatewayRequest());
};

describe('a method that needs an API key', () => {
  test('has a request counted by the one that the authorizer names', async () => {
    expect(await send(true, 'value')).toMatchObject({ status: 200 });
    expect([counted, invoked]).toEqual([['value'], ['guard', 'echo']]);
  });

  test.each([
    ['refused', 429, 'TooManyRequestsException'],
    ['unknown', 403, 'ForbiddenException'],
  ] as const)('reaches no function where it is %s', async (verdict, status, type) => {
    admission = verdict;
    const answer = await send(true, 'value');
    expect(answer.status).toBe(status);
    expect(answer.headers).toContainEqual(['x-amzn-ErrorType', type]);
    expect(invoked).toEqual(['guard']);
  });

  test('has a request without one judged, too', async () => {
    admission = 'unknown';
    expect(await send(true)).toMatchObject({ status: 403 });
    expect(counted).toEqual([undefined]);
  });
});

test('a method that needs none counts nothing', async () => {
  expect(await send(false, 'value')).toMatchObject({ status: 200 });
  expect(counted).toEqual([]);
});
