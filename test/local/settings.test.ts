import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../local/settings.ts';

test('without any variable, everything has a default', () => {
  expect(readSettings({})).toEqual({
    port: 8787,
    host: '127.0.0.1',
    data: '.local',
    readyFile: undefined,
    dynamodbEndpoint: undefined,
    showLogs: false,
  });
});

test('each variable says one thing', () => {
  const variables = {
    PORT: '0',
    HOST: '::1',
    SCIM_DATA: ':memory:',
    READY_FILE: '/tmp/ready.json',
    DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000',
    LOG: '1',
  };
  expect(readSettings(variables)).toEqual({
    port: 0,
    host: '::1',
    data: ':memory:',
    readyFile: '/tmp/ready.json',
    dynamodbEndpoint: 'http://127.0.0.1:8000',
    showLogs: true,
  });
});

test('an empty variable counts as none', () => {
  const variables = { PORT: '', HOST: '', SCIM_DATA: '', READY_FILE: '', DYNAMODB_ENDPOINT: '', LOG: '' };
  expect(readSettings(variables)).toEqual(readSettings({}));
});

describe('what cannot be meant is refused with a sentence that says what to write', () => {
  test.each([
    [{ PORT: 'http' }, 'PORT is "http"; write a number from 0 to 65535, such as PORT=8787.'],
    [{ PORT: '65536' }, 'PORT is "65536"; write a number from 0 to 65535, such as PORT=8787.'],
    [{ PORT: '-1' }, 'PORT is "-1"; write a number from 0 to 65535, such as PORT=8787.'],
    [
      { DYNAMODB_ENDPOINT: 'localhost:8000' },
      'DYNAMODB_ENDPOINT is "localhost:8000"; write a URL, such as http://127.0.0.1:8000.',
    ],
    [{ LOG: 'yes' }, 'LOG is "yes"; write LOG=1 or leave it out.'],
  ])('%j', (variables, message) => {
    expect(() => readSettings(variables)).toThrow(message);
  });
});
