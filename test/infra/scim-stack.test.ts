import { describe, expect, test } from '@jest/globals';
import { stackWith, synthesize } from './support.ts';

test('the template is the one that was reviewed', () => {
  const template = JSON.stringify(synthesize().json, null, 2).replaceAll(/[0-9a-f]{64}\.zip/g, '<code>.zip');
  expect(JSON.parse(template)).toMatchSnapshot();
});

describe('the outputs', () => {
  const stack = synthesize();
  const outputs = stack.json.Outputs;
  const api = { Ref: stack.one('AWS::ApiGateway::RestApi').id };

  test('are what an operator needs next, and nothing else', () => {
    expect(Object.keys(outputs)).toEqual([
      'TenantUrl',
      'AdminFunctionName',
      'MaintenanceFunctionName',
      'WarningsFunctionName',
      'EventBusName',
      'TableName',
      'PepperSecretArn',
      'RestApiId',
    ]);
  });

  test('TenantUrl is the address of the stage, without a slash at its end', () => {
    expect(outputs.TenantUrl.Value['Fn::Join']).toEqual([
      '',
      [
        'https://',
        api,
        '.execute-api.',
        { Ref: 'AWS::Region' },
        '.',
        { Ref: 'AWS::URLSuffix' },
        '/',
        { Ref: stack.one('AWS::ApiGateway::Stage').id },
      ],
    ]);
  });

  test('TenantUrl is the public URL where there is one', () => {
    const publicUrl = 'https://scim.example.com/scim';
    expect(synthesize({ publicUrl }).json.Outputs.TenantUrl.Value).toBe(publicUrl);
  });

  test('the others name what they say', () => {
    expect(outputs.AdminFunctionName.Value).toEqual({
      Ref: stack.one('AWS::Lambda::Function', 'CredentialsAdmin').id,
    });
    expect(outputs.MaintenanceFunctionName.Value).toEqual({
      Ref: stack.one('AWS::Lambda::Function', 'Maintenance').id,
    });
    expect(outputs.TableName.Value).toEqual({ Ref: stack.one('AWS::DynamoDB::Table').id });
    expect(outputs.PepperSecretArn.Value).toEqual({ Ref: stack.one('AWS::SecretsManager::Secret').id });
    expect(outputs.RestApiId.Value).toEqual(api);
  });
});

describe('the stack', () => {
  test('cannot be destroyed before its protection is taken away, because customers have its address', () => {
    expect(stackWith()).toMatchObject({ stackName: 'ScimOnAws', terminationProtection: true });
  });

  test('can be where data is not to be retained', () => {
    const trial = stackWith({ retainData: false, stackName: 'Trial' });
    expect(trial).toMatchObject({ stackName: 'Trial', terminationProtection: false });
  });

  test('tells nobody of itself', () => {
    expect(synthesize().all('AWS::CDK::Metadata')).toEqual([]);
  });
});
