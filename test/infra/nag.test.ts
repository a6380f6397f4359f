import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { App } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { appWith, type Settings, stackOf } from './support.ts';

const outdir = mkdtempSync(join(tmpdir(), 'scim-nag-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** Held to the rules of CloudFormation as well, as it is before a deployment. */
const checkedApp = (settings: Settings = {}): App =>
  appWith(settings, { outdir, builtinCloudFormationValidation: true });

interface Report {
  readonly violations: readonly unknown[];
  readonly suppressedViolations: readonly {
    readonly acknowledgedAt: string;
    readonly acknowledgedId: string;
    readonly reason: string;
  }[];
}

/** What cdk-nag says of the application; of the rest, a failure ends the synthesis. */
const reportOf = (app: App): Report => {
  app.synth();
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  expect(pluginReports).toHaveLength(1);
  return pluginReports[0];
};

describe('cdk-nag', () => {
  test.each([
    [{}],
    [{ alarmEmail: 'ops@example.com' }],
    [{ apiGatewayLogRole: 'existing', publicUrl: 'https://scim.example.com/scim' }],
    [{ retainData: false, authorizerCacheSeconds: 0 }],
  ])('finds nothing that is not acknowledged with the settings %j', (settings) => {
    expect(reportOf(checkedApp(settings)).violations).toEqual([]);
  });

  test('would find what nobody has acknowledged', () => {
    const app = checkedApp();
    new CfnSecret(stackOf(app), 'Unrotated');
    expect(() => app.synth()).toThrow('AwsSolutions-SMG4');
  });

  test('finds only these, each acknowledged by its id where the resource is, with a reason', () => {
    const { suppressedViolations: acknowledged } = reportOf(checkedApp());
    expect(
      acknowledged.map(({ acknowledgedAt, acknowledgedId }) => [acknowledgedAt, acknowledgedId]),
    ).toEqual([
      ['ScimOnAws/Credentials/Pepper', 'AwsSolutions::AwsSolutions-SMG4'],
      [
        'ScimOnAws/Credentials/Admin',
        'AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:apigateway:<AWS::Region>::/apikeys/*]',
      ],
      ['ScimOnAws/Api/RestApi', 'AwsSolutions::AwsSolutions-APIG2'],
      ['ScimOnAws/Api/RestApi', 'AwsSolutions::AwsSolutions-APIG3'],
      ['ScimOnAws/Api/RestApi', 'AwsSolutions::AwsSolutions-APIG6'],
      ['ScimOnAws/Api/RestApi', 'AwsSolutions::AwsSolutions-COG4'],
      ['ScimOnAws/Api/RestApi/Default/v2/oauth2/token/POST', 'AwsSolutions::AwsSolutions-APIG4'],
      ['ScimOnAws/Api/RestApi/Default/v2/oauth2/token/ANY', 'AwsSolutions::AwsSolutions-APIG4'],
      ['ScimOnAws/Api/RestApi/Default/oauth2/token/POST', 'AwsSolutions::AwsSolutions-APIG4'],
      ['ScimOnAws/Api/RestApi/Default/oauth2/token/ANY', 'AwsSolutions::AwsSolutions-APIG4'],
      [
        'ScimOnAws/Api/RestApi/Default/.well-known/oauth-authorization-server/GET',
        'AwsSolutions::AwsSolutions-APIG4',
      ],
      [
        'ScimOnAws/Api/LogRole/Role',
        'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      ],
    ]);
    for (const { reason } of acknowledged) expect(reason).toMatch(/^[A-Z].{60,}\.$/);
  });
});

test('CloudFormation’s own rules would find what lacks something', () => {
  const app = checkedApp();
  new CfnTable(stackOf(app), 'Odd', { keySchema: [{ attributeName: 'pk', keyType: 'HASH' }] });
  expect(() => app.synth()).toThrow('ProvisionedThroughput is required');
});
