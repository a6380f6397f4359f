import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../local/json.ts';
import { namesOf } from '../../../local/template/names.ts';
import { resolver } from '../../../local/template/resolve.ts';
import { readTemplate } from '../../../local/template/template.ts';

const template = readTemplate({
  Parameters: { Tier: { Type: 'String', Default: 'gold' } },
  Resources: {
    Table: { Type: 'AWS::DynamoDB::Table' },
    Named: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'checker' } },
    Secret: { Type: 'AWS::SecretsManager::Secret' },
    Api: { Type: 'AWS::ApiGateway::RestApi' },
    Role: { Type: 'AWS::IAM::Role' },
  },
});
/** A placeholder of Fn::Sub. */
const ref = (name: string): string => `\${${name}}`;

const resolve = resolver(namesOf(template, 'Stack'));

test.each<[string, Json, Json]>([
  ['a value without functions', { list: [1, true, 'text'] }, { list: [1, true, 'text'] }],
  ['Ref to a resource', { Ref: 'Table' }, 'Stack-Table'],
  ['Ref to a resource with a name of its own', { Ref: 'Named' }, 'checker'],
  [
    'Ref to a secret, which is its ARN',
    { Ref: 'Secret' },
    'arn:aws:secretsmanager:local:123456789012:secret:Stack-Secret-local0',
  ],
  ['Ref to the API, which is its id', { Ref: 'Api' }, 'local'],
  ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'local'],
  ['Ref to a parameter', { Ref: 'Tier' }, 'gold'],
  ['AWS::NoValue, which removes the property', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
  [
    'GetAtt as a list',
    { 'Fn::GetAtt': ['Table', 'Arn'] },
    'arn:aws:dynamodb:local:123456789012:table/Stack-Table',
  ],
  ['GetAtt as a text', { 'Fn::GetAtt': 'Named.Arn' }, 'arn:aws:lambda:local:123456789012:function:checker'],
  ['Join of resolved parts', { 'Fn::Join': ['-', ['a', { Ref: 'Named' }]] }, 'a-checker'],
  ['Select of a Split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  [
    'Sub of references',
    { 'Fn::Sub': `${ref('AWS::Region')}/${ref('Named')}/${ref('Table.Arn')}/${ref('!Kept')}` },
    `local/checker/arn:aws:dynamodb:local:123456789012:table/Stack-Table/${ref('Kept')}`,
  ],
  [
    'Sub with variables',
    { 'Fn::Sub': [`${ref('greeting')} ${ref('Named')}`, { greeting: { Ref: 'Tier' } }] },
    'gold checker',
  ],
])('%s', (_, value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

describe('what cannot be resolved is an error that names it', () => {
  test.each<[Json, string]>([
    [{ Ref: 'Nothing' }, 'the template has no resource Nothing'],
    [{ 'Fn::GetAtt': ['Role', 'RoleId'] }, 'the local server does not know the attribute Role.RoleId'],
    [{ 'Fn::ImportValue': 'x' }, 'the local server does not know the intrinsic function Fn::ImportValue'],
    [{ 'Fn::Join': 'x' }, 'Fn::Join has an argument that is no list'],
    [{ 'Fn::Sub': [true, {}] }, 'Fn::Sub has an argument that is no string'],
  ])('%j', (value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });
});
