import { afterEach, expect, test } from '@jest/globals';
import { defaultProvider } from '../lambda/credentials.ts';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

const given = (variables: Readonly<Record<string, string>>) => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    delete process.env[name];
  Object.assign(process.env, variables);
  return defaultProvider()();
};

test('a function has the credentials of its environment', async () => {
  const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
  expect(await given({ ...keys, AWS_SESSION_TOKEN: 'session' })).toEqual({
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    sessionToken: 'session',
  });
  expect(await given(keys)).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret' });
});

test('an environment without credentials is a fault', async () => {
  await expect(given({ AWS_ACCESS_KEY_ID: 'id' })).rejects.toThrow('the environment has no credentials');
});
