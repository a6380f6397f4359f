import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ALARM_METRICS } from '../../bench/bill/page.ts';
import { documents } from '../../bench/documents/documents.ts';
import { DOCS } from '../../bench/documents/write.ts';
import { synthesize } from '../infra/support.ts';

/** Written by `npm run bench`, so that no figure in them is anybody's memory. */
test.each(['benchmarks.md', 'costs.md', 'images/growth.svg'])(
  'docs/%s is what follows from bench/results',
  async (path) => {
    expect(await readFile(join(DOCS, path), 'utf8')).toBe((await documents()).get(path));
  },
);

test('the page of costs counts the metrics of the alarms as they are deployed', () => {
  const alarms = synthesize().all('AWS::CloudWatch::Alarm');
  const metrics = alarms.flatMap(({ properties }): unknown[] =>
    properties.Metrics
      ? properties.Metrics.filter((metric: object) => 'MetricStat' in metric)
      : [properties.MetricName],
  );
  expect(metrics).toHaveLength(ALARM_METRICS);
});
