import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_FOLDER } from '../../lib/extensions/folder.ts';
import { readSettings } from '../../lib/settings.ts';
import { type Properties, synthesize } from './support.ts';

const guide = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
const stack = synthesize();

describe('docs/deploy.md', () => {
  test('lists every setting with its default', () => {
    const rows = [...guide.matchAll(/^\| `scim:(\w+)` \|.*?\| ([^|]*) \| [^|]* \|$/gm)];
    const listed = Object.fromEntries(rows.map(([, name, value]) => [name, value]));
    // The files of a folder are what the setting comes to; the guide names the folder.
    const settings = { ...readSettings({}), extensions: DEFAULT_FOLDER };
    const defaults = Object.entries(settings).map(([name, value]) => [
      name,
      value === undefined ? expect.not.stringContaining('`') : `\`${String(value)}\``,
    ]);
    expect(listed).toEqual(Object.fromEntries(defaults));
  });

  test.each([
    ['Lambda functions', 'AWS::Lambda::Function'],
    ['log groups', 'AWS::Logs::LogGroup'],
    ['alarms', 'AWS::CloudWatch::Alarm'],
    ['DynamoDB table', 'AWS::DynamoDB::Table'],
    ['Secrets Manager secret', 'AWS::SecretsManager::Secret'],
    ['REST API', 'AWS::ApiGateway::RestApi'],
  ])('says how many %s there are', (what, type) => {
    expect(guide).toContain(`| ${what} | ${stack.all(type).length} |`);
  });

  test('says how many metrics the alarms watch, which is most of what an idle service costs', () => {
    const metrics = stack
      .all('AWS::CloudWatch::Alarm')
      .flatMap(
        ({ properties }) =>
          properties.Metrics?.filter(({ MetricStat }: Properties) => MetricStat) ?? [properties],
      );
    expect(guide).toContain(`each of the ${metrics.length} metrics`);
  });
});
