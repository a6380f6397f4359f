import { expect, test } from '@jest/globals';
import { functionEnvironment } from '../../../local/lambda/environment.ts';
import { functionDefinition } from '../support/function-definition.ts';

const endpoints = {
  dynamodb: 'http://127.0.0.1:8000',
  secretsManager: 'http://127.0.0.1:8001',
  lambda: 'http://127.0.0.1:8002',
  eventBridge: 'http://127.0.0.1:8003',
  apiGateway: 'http://127.0.0.1:8004',
};

test('a function has its own variables, those that Lambda sets, and the endpoints of the stand-ins', () => {
  const variables = functionEnvironment(functionDefinition(), endpoints);
  expect(variables).toMatchObject({
    GREETING: 'hello',
    AWS_REGION: 'local',
    AWS_LAMBDA_FUNCTION_NAME: 'Sample-Echo',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:8001',
    AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:8002',
    AWS_ENDPOINT_URL_EVENTBRIDGE: 'http://127.0.0.1:8003',
  });
});

test('nothing of the environment of whoever starts the server reaches a function', () => {
  process.env['LEAKED_BY_A_TEST'] = 'yes';
  const variables = functionEnvironment(functionDefinition(), endpoints);
  delete process.env['LEAKED_BY_A_TEST'];
  expect(variables).not.toHaveProperty('LEAKED_BY_A_TEST');
});
