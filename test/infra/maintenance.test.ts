import { expect, test } from '@jest/globals';
import { FUNCTIONS } from './functions.ts';
import { synthesize } from './support.ts';

const stack = synthesize();
const handler = stack.one('AWS::Lambda::Function', FUNCTIONS.maintenance);

test('the directories are swept every five minutes', () => {
  expect(stack.one('AWS::Events::Rule', FUNCTIONS.maintenance).properties).toMatchObject({
    ScheduleExpression: 'rate(5 minutes)',
    State: 'ENABLED',
    Targets: [{ Arn: { 'Fn::GetAtt': [handler.id, 'Arn'] }, Input: '{"operation":"sweep"}' }],
  });
});

test('a run is over when the next begins', () => {
  expect(handler.properties.Timeout).toBe(5 * 60);
});
