import { describe, expect, test } from '@jest/globals';
import { readSettings, type Settings, SettingsError } from '../../lib/settings.ts';

const read = (settings: Readonly<Record<string, unknown>>): Settings =>
  readSettings(Object.fromEntries(Object.entries(settings).map(([name, value]) => [`scim:${name}`, value])));

const problemsOf = (context: Readonly<Record<string, unknown>>): readonly string[] => {
  try {
    readSettings(context);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe('settings', () => {
  test('every one of them has a default', () => {
    expect(readSettings({})).toEqual({
      stackName: 'ScimOnAws',
      publicUrl: undefined,
      authorizerCacheSeconds: 60,
      maxMembersPerRequest: 5_000,
      maxReadUnitsPerRequest: 20_000,
      compressedRequests: false,
      requestsPerSecond: 500,
      requestBurst: 1_000,
      standardRequestsPerSecond: 1_000,
      limitedRequestsPerSecond: 25,
      jwksHosts: ['login.microsoftonline.com'],
      memoryMb: 1_024,
      logLevel: 'INFO',
      logRetentionDays: 365,
      apiGatewayLogRole: 'create',
      alarmTopicArn: undefined,
      alarmEmail: undefined,
      retainData: true,
      extensions: [],
    });
  });

  test.each<[keyof Settings, unknown, unknown]>([
    ['stackName', 'Scim-staging', 'Scim-staging'],
    ['stackName', 'x'.repeat(50), 'x'.repeat(50)],
    ['publicUrl', 'https://scim.example.com/scim', 'https://scim.example.com/scim'],
    ['publicUrl', 'https://scim.example.com', 'https://scim.example.com'],
    ['authorizerCacheSeconds', '0', 0],
    ['authorizerCacheSeconds', 300, 300],
    ['maxMembersPerRequest', '1', 1],
    ['maxReadUnitsPerRequest', '2000', 2_000],
    ['maxReadUnitsPerRequest', 100_000, 100_000],
    ['compressedRequests', 'true', true],
    ['requestsPerSecond', '25', 25],
    ['requestBurst', '5000', 5_000],
    ['standardRequestsPerSecond', '100', 100],
    ['limitedRequestsPerSecond', 1, 1],
    ['jwksHosts', 'login.example.com,keys.example.com:8443', ['login.example.com', 'keys.example.com:8443']],
    ['jwksHosts', ['login.example.com'], ['login.example.com']],
    ['jwksHosts', '', []],
    ['memoryMb', '256', 256],
    ['logLevel', 'DEBUG', 'DEBUG'],
    ['logRetentionDays', '3653', 3_653],
    ['logRetentionDays', 90, 90],
    ['apiGatewayLogRole', 'existing', 'existing'],
    [
      'alarmTopicArn',
      'arn:aws-us-gov:sns:us-gov-west-1:123456789012:a',
      'arn:aws-us-gov:sns:us-gov-west-1:123456789012:a',
    ],
    ['alarmEmail', 'ops@example.com', 'ops@example.com'],
    ['retainData', 'false', false],
    ['retainData', true, true],
  ])('%s may be %j', (name, given, value) => {
    expect(read({ [name]: given })[name]).toEqual(value);
  });

  test.each<[keyof Settings, unknown]>([
    ['stackName', '1st'],
    ['stackName', ''],
    ['stackName', 'x'.repeat(51)],
    ['publicUrl', 'http://scim.example.com/scim'],
    ['publicUrl', 'https://scim.example.com/scim/'],
    ['publicUrl', 'https://scim.example.com/'],
    ['publicUrl', 'https://scim.example.com/scim?x=1'],
    ['publicUrl', 'https://scim.example.com/scim#top'],
    ['publicUrl', 'https://user@scim.example.com/scim'],
    ['publicUrl', 'scim.example.com/scim'],
    ['publicUrl', true],
    ['authorizerCacheSeconds', '-1'],
    ['authorizerCacheSeconds', '301'],
    ['authorizerCacheSeconds', '1.5'],
    ['authorizerCacheSeconds', 1.5],
    ['authorizerCacheSeconds', ''],
    ['authorizerCacheSeconds', '1e2'],
    ['authorizerCacheSeconds', null],
    ['maxMembersPerRequest', '0'],
    ['maxReadUnitsPerRequest', '1999'],
    ['maxReadUnitsPerRequest', '100001'],
    ['requestsPerSecond', '10001'],
    ['requestBurst', '5001'],
    ['jwksHosts', 'https://login.example.com'],
    ['jwksHosts', 'login.example.com/keys'],
    ['jwksHosts', '*.example.com'],
    ['jwksHosts', 'user@login.example.com'],
    ['jwksHosts', ['login.example.com', 7]],
    ['jwksHosts', true],
    ['memoryMb', '128'],
    ['logLevel', 'debug'],
    ['logRetentionDays', '100'],
    ['logRetentionDays', '9999'],
    ['apiGatewayLogRole', 'none'],
    ['alarmTopicArn', 'alarms'],
    ['alarmEmail', 'ops'],
    ['retainData', 'no'],
  ])('%s may not be %j', (name, given) => {
    expect(() => read({ [name]: given })).toThrow(SettingsError);
  });

  test('a wrong value is answered by one sentence that says what to write', () => {
    expect(problemsOf({ 'scim:authorizerCacheSeconds': '900' })).toEqual([
      'scim:authorizerCacheSeconds is "900": write a whole number from 0 to 300.',
    ]);
    expect(problemsOf({ 'scim:logLevel': 'verbose' })).toEqual([
      'scim:logLevel is "verbose": write one of DEBUG, INFO, WARN, ERROR.',
    ]);
    expect(problemsOf({ 'scim:publicUrl': 'https://scim.example.com/scim/' })).toEqual([
      'scim:publicUrl is "https://scim.example.com/scim/": write an https URL without a slash, query or ' +
        'fragment at its end, such as https://scim.example.com/scim.',
    ]);
  });

  test.each([
    ['scim:publicURL', 'scim:publicURL is not a setting: did you mean scim:publicUrl?'],
    ['scim:logRetention', 'scim:logRetention is not a setting: did you mean scim:logRetentionDays?'],
    ['scim:retaindata', 'scim:retaindata is not a setting: did you mean scim:retainData?'],
    ['SCIM:retainData', 'SCIM:retainData is not a setting: did you mean scim:retainData?'],
    ['retainData', 'retainData is not read: write scim:retainData.'],
  ])('%s is answered by the setting that was meant', (key, problem) => {
    expect(problemsOf({ [key]: 'x' })).toEqual([problem]);
  });

  test('a key that resembles no setting is answered by all there are', () => {
    const [problem] = problemsOf({ 'scim:colour': 'red' });
    expect(problem).toMatch(
      /^scim:colour is not a setting: write one of scim:stackName, .*scim:extensions\.$/,
    );
  });

  test('every problem is told at once', () => {
    expect(problemsOf({ 'scim:memoryMb': '1', 'scim:logLevel': 'x', 'scim:retianData': 'x' })).toHaveLength(
      3,
    );
  });

  test('context of others is left alone', () => {
    expect(
      problemsOf({ '@aws-cdk/core:anything': true, 'aws:cdk:bundling-stacks': [], vpcId: 'vpc-1' }),
    ).toEqual([]);
  });
});
