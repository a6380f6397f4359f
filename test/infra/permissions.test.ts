import { describe, expect, test } from '@jest/globals';
import { FUNCTIONS } from './functions.ts';
import { type Properties, synthesize } from './support.ts';

const stack = synthesize();

/** A resource of a statement by what it is; anything that is not one whole resource of the stack as JSON. */
const named = (resource: Properties): string => {
  const id = resource?.Ref ?? resource?.['Fn::GetAtt']?.[0];
  if (id === stack.one('AWS::DynamoDB::Table').id) return 'table';
  if (id === stack.one('AWS::SecretsManager::Secret').id) return 'pepper';
  if (id === stack.one('AWS::Events::EventBus').id) return 'bus';
  const own = Object.entries(FUNCTIONS).find(
    ([, prefix]) => stack.one('AWS::Logs::LogGroup', prefix).id === id,
  );
  return own ? `log of ${own[0]}` : inApiGateway(resource?.['Fn::Join']?.[1]);
};

/** Of `arn:…:apigateway:…::/usageplans/<plan>/keys`, `keys of <tier>`; of any other resource there, its path. */
const inApiGateway = (parts: Properties): string => {
  const [path = '', plan, part = ''] = parts?.slice(4) ?? [];
  const isThere = parts?.[2] === ':apigateway:' && path.startsWith('::/');
  if (!isThere) return JSON.stringify(parts);
  const tier = /^RateLimits(Standard|Limited)/.exec(plan?.Ref)?.[1];
  return tier ? `${part.slice(1)} of ${tier.toLowerCase()}` : path.slice(2);
};

const statementsOf = (name: keyof typeof FUNCTIONS) =>
  stack
    .one('AWS::IAM::Policy', FUNCTIONS[name])
    .properties.PolicyDocument.Statement.map(({ Effect, Action, Resource, Condition }: Properties) => ({
      effect: Effect,
      on: [Resource].flat().map(named),
      may: [Action].flat(),
      ...(Condition && { keys: Condition }),
    }));

const log = (name: string) => ({
  effect: 'Allow',
  on: [`log of ${name}`],
  may: ['logs:CreateLogStream', 'logs:PutLogEvents'],
});
const pepper = { effect: 'Allow', on: ['pepper'], may: ['secretsmanager:GetSecretValue'] };
const changedPepper = { ...pepper, may: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'] };
const directory = {
  effect: 'Allow',
  on: ['table'],
  may: [
    'dynamodb:BatchGetItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:ConditionCheckItem',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
  ],
  keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#*', 'pending', 'indexes'] } },
};

describe('the role of', () => {
  test.each([
    ['users', [log('users'), directory]],
    ['groups', [log('groups'), directory]],
    ['bulk', [log('bulk'), directory]],
    [
      'search',
      [
        log('search'),
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#*'] } },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:PutItem'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#page#*'] } },
        },
      ],
    ],
    ['discovery', [log('discovery')]],
    [
      'maintenance',
      [
        log('maintenance'),
        directory,
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:GetItem'],
          keys: {
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['tenants'] },
          },
        },
      ],
    ],
    [
      'oauth',
      [
        log('oauth'),
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:GetItem'],
          keys: {
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*'] },
            'ForAllValues:StringNotLike': { 'dynamodb:LeadingKeys': ['T#*#*'] },
          },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:Query', 'dynamodb:UpdateItem'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['client#*'] } },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:PutItem'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['access#*', 'assertion#*'] } },
        },
        pepper,
      ],
    ],
    [
      'warnings',
      [
        log('warnings'),
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:Query'],
          keys: {
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['tenants', 'T#*', 'client#*'] },
            'ForAllValues:StringNotLike': { 'dynamodb:LeadingKeys': ['T#*#*'] },
          },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:GetItem'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['token#*'] } },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:UpdateItem'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['token#*', 'client#*'] } },
        },
        { effect: 'Allow', on: ['bus'], may: ['events:PutEvents'] },
      ],
    ],
    [
      'authorizer',
      [
        log('authorizer'),
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:GetItem'],
          keys: {
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['token#*', 'access#*', 'T#*'] },
            'ForAllValues:StringNotLike': { 'dynamodb:LeadingKeys': ['T#*#*'] },
          },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:Query'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['client#*'] } },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:UpdateItem'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['token#*'] } },
        },
        pepper,
      ],
    ],
    [
      'admin',
      [
        log('admin'),
        {
          effect: 'Allow',
          on: ['table'],
          may: [
            'dynamodb:ConditionCheckItem',
            'dynamodb:DeleteItem',
            'dynamodb:GetItem',
            'dynamodb:PutItem',
            'dynamodb:Query',
            'dynamodb:UpdateItem',
          ],
          keys: {
            'ForAllValues:StringLike': {
              'dynamodb:LeadingKeys': ['token#*', 'client#*', 'T#*', 'tenants', 'peppers'],
            },
            'ForAllValues:StringNotLike': { 'dynamodb:LeadingKeys': ['T#*#*'] },
          },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:GetItem', 'dynamodb:PutItem'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['indexes'] } },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:PutItem'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#indexes'] } },
        },
        {
          effect: 'Allow',
          on: ['table'],
          may: ['dynamodb:DeleteItem', 'dynamodb:GetItem'],
          keys: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#purged'] } },
        },
        {
          effect: 'Allow',
          on: ['/apikeys', 'keys of limited', 'keys of standard'],
          may: ['apigateway:POST'],
        },
        { effect: 'Allow', on: ['/apikeys/*'], may: ['apigateway:DELETE'] },
        {
          effect: 'Allow',
          on: ['keys of limited', 'usage of limited', 'keys of standard', 'usage of standard'],
          may: ['apigateway:GET'],
        },
        changedPepper,
      ],
    ],
  ] as const)('%s allows this and no more', (name, statements) => {
    expect(statementsOf(name)).toEqual(statements);
  });
});

test('no role but these has a policy in line', () => {
  expect(stack.all('AWS::IAM::Policy')).toHaveLength(Object.keys(FUNCTIONS).length);
  expect(stack.all('AWS::IAM::Role').filter(({ properties }) => properties.Policies)).toEqual([]);
});

test('no policy names an action or a resource with a wildcard, but for keys that have no names yet', () => {
  const statements = stack
    .all('AWS::IAM::Policy')
    .flatMap(({ properties }) => properties.PolicyDocument.Statement);
  const patterns = statements.flatMap(({ Action, Resource }) => [Action, Resource]);
  expect(patterns.map((one) => JSON.stringify(one)).filter((one) => one.includes('*'))).toEqual([
    expect.stringMatching(/apigateway:.*::\/apikeys\/\*/),
  ]);
});

test('API Gateway and the schedules may invoke what is theirs, by one permission each, and nobody the admin function', () => {
  const permissions = stack.all('AWS::Lambda::Permission').map(({ properties }) => ({
    function: properties.FunctionName['Fn::GetAtt'][0],
    principal: properties.Principal,
  }));
  const scheduled: readonly string[] = ['maintenance', 'warnings'];
  const expected = (
    [
      'users',
      'groups',
      'bulk',
      'search',
      'discovery',
      'oauth',
      'authorizer',
      'maintenance',
      'warnings',
    ] as const
  ).map((name) => ({
    function: stack.one('AWS::Lambda::Function', FUNCTIONS[name]).id,
    principal: scheduled.includes(name) ? 'events.amazonaws.com' : 'apigateway.amazonaws.com',
  }));
  expect(permissions).toHaveLength(expected.length);
  expect(permissions).toEqual(expect.arrayContaining(expected));
});

test.each(['maintenance', 'warnings'] as const)(
  'a schedule may invoke the function %s in the name of its own rule only',
  (name) => {
    const { id } = stack.one('AWS::Lambda::Function', FUNCTIONS[name]);
    const permissions = stack
      .all('AWS::Lambda::Permission')
      .filter(({ properties }) => properties.FunctionName['Fn::GetAtt'][0] === id);
    const rule = { 'Fn::GetAtt': [stack.one('AWS::Events::Rule', FUNCTIONS[name]).id, 'Arn'] };
    expect(permissions.map(({ properties }) => properties.SourceArn)).toEqual([rule]);
  },
);

test('the resource policy of each function stays far below the 20 KB of Lambda', () => {
  const bytes = new Map<string, number>();
  for (const { properties } of stack.all('AWS::Lambda::Permission')) {
    const id = properties.FunctionName['Fn::GetAtt'][0];
    bytes.set(id, (bytes.get(id) ?? 0) + Buffer.byteLength(JSON.stringify(properties)));
  }
  expect(Math.max(...bytes.values())).toBeLessThan(2_000);
});
