import { expect, test } from '@jest/globals';
import { FUNCTIONS } from './functions.ts';
import { synthesize } from './support.ts';

const stack = synthesize();
const handler = stack.one('AWS::Lambda::Function', FUNCTIONS.warnings);
const bus = stack.one('AWS::Events::EventBus');

test('credentials are gone over once a day', () => {
  expect(stack.one('AWS::Events::Rule', FUNCTIONS.warnings).properties).toMatchObject({
    ScheduleExpression: 'rate(1 day)',
    State: 'ENABLED',
    Targets: [{ Arn: { 'Fn::GetAtt': [handler.id, 'Arn'] } }],
  });
});

test('a run may take as long as Lambda allows', () => {
  expect(handler.properties.Timeout).toBe(15 * 60);
});

test("the bus has the name of the stack, is told to the function, and is nobody else's", () => {
  expect(bus.properties).toEqual({ Name: 'ScimOnAws' });
  expect(handler.properties.Environment.Variables.EVENT_BUS_NAME).toEqual({ Ref: bus.id });
  expect(stack.json.Outputs.EventBusName.Value).toEqual({ Ref: bus.id });
  expect(stack.all('AWS::Events::EventBusPolicy')).toEqual([]);
});
