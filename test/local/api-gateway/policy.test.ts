import { describe, expect, test } from '@jest/globals';
import { evaluate, readPolicy, type Verdict } from '../../../local/api-gateway/policy.ts';
import type { Json } from '../../../local/json.ts';

const ARN = 'arn:aws:execute-api:us-east-1:123456789012:local/scim/GET/Users/1';

const statement = (Effect: string, Resource: Json, Action: Json = 'execute-api:Invoke'): Json => ({
  Effect,
  Action,
  Resource,
});

test.each<[string, Json, Verdict]>([
  ['the ARN itself', statement('Allow', ARN), 'allowed'],
  [
    'the whole stage',
    statement('Allow', 'arn:aws:execute-api:us-east-1:123456789012:local/scim/*'),
    'allowed',
  ],
  ['anything', statement('Allow', '*'), 'allowed'],
  ['one of several patterns', statement('Allow', ['x', ARN.replace('GET', '*')]), 'allowed'],
  ['a question mark for one character', statement('Allow', ARN.replace('/1', '/?')), 'allowed'],
  ['any action', statement('Allow', '*', '*'), 'allowed'],
  ['the action in another case', statement('Allow', '*', ['execute-api:invoke']), 'allowed'],
  ['another action', statement('Allow', '*', 'execute-api:ManageConnections'), 'implicit deny'],
  ['another method', statement('Allow', ARN.replace('GET', 'POST')), 'implicit deny'],
  ['a part of the ARN', statement('Allow', ARN.slice(0, -1)), 'implicit deny'],
  ['characters that expressions know', statement('Allow', ARN.replace('Users/1', 'User.+')), 'implicit deny'],
  ['no statement', [], 'implicit deny'],
  ['a deny beside an allow', [statement('Allow', '*'), statement('Deny', ARN)], 'explicit deny'],
  ['a deny of something else', [statement('Allow', '*'), statement('Deny', `${ARN}0`)], 'allowed'],
])('%s', (_, Statement, verdict) => {
  const policy = readPolicy({ Version: '2012-10-17', Statement });
  expect(policy && evaluate(policy, ARN)).toBe(verdict);
});

describe('a policy is not read', () => {
  test.each<[string, Json | undefined]>([
    ['when there is none', undefined],
    ['when it is a text', '{}'],
    ['with an unknown effect', { Statement: statement('allow', '*') }],
    ['without a resource', { Statement: { Effect: 'Allow', Action: '*' } }],
    ['with a resource that is no text', { Statement: statement('Allow', [1]) }],
    [
      'with a condition, which is not evaluated here',
      { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: {} } },
    ],
  ])('%s', (_, document) => {
    expect(readPolicy(document)).toBeUndefined();
  });
});
