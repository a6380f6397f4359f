import { randomUUID } from 'node:crypto';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { JsonReader } from '../../json.ts';
import type { Account } from '../account.ts';
import type { Exercise } from './exercise.ts';
import { logOf } from './logs.ts';

/** Leaves what a crash leaves of a deletion, and has it swept by what the schedule's rule sends. */
export const maintenance: Exercise = {
  title: 'What a crash has left, and the sweep',
  run: async ({ account, stackName }, note) => {
    const name = `${stackName}-maintenance`;
    const configuration = new JsonReader(
      await account.aws('lambda', 'get-function-configuration', '--function-name', name),
      name,
    );
    const id = randomUUID();
    const table = configuration.object('Environment').object('Variables').string('TABLE_NAME');
    await leaveDeletion(account, table, id);
    const input = await scheduledInput(account, configuration.string('FunctionArn'));
    const { finished } = await invoked(account, name, input);
    if (finished !== 1) throw new Error(`${finished} deletions were finished, not 1`);

    const trail = (await logOf(account, name)).filter((line) => line.includes('"audit":{'));
    if (!trail.some((line) => line.includes(id))) throw new Error('it left no line of audit');
    note(`a deletion finished by ${input}`);
  },
};

/** What is left when the function ends right after it has committed a deletion. */
const leaveDeletion = async (account: Account, table: string, id: string): Promise<void> => {
  const work = { tenant: 'rehearsal', id, type: 'User', work: 'deleting', since: '2026-01-01T00:00:00.000Z' };
  const keys = [
    { pk: 'T#rehearsal#pending', sk: id },
    { pk: 'pending', sk: `rehearsal#${id}` },
  ];
  for (const key of keys) {
    const item = { ...key, kind: 'pending', by: 'rehearsal', ...work };
    const typed = Object.fromEntries(Object.entries(item).map(([name, value]) => [name, { S: value }]));
    await account.aws('dynamodb', 'put-item', '--table-name', table, '--item', JSON.stringify(typed));
  }
};

/** What the rule that has the function as its target sends it. */
const scheduledInput = async (account: Account, functionArn: string): Promise<string> => {
  const rules = await account.aws('events', 'list-rule-names-by-target', '--target-arn', functionArn);
  const [rule] = new JsonReader(rules, 'the rules').list('RuleNames');
  if (typeof rule !== 'string') throw new Error('no rule has the function as its target');
  const targets = await account.aws('events', 'list-targets-by-rule', '--rule', rule);
  const [target] = new JsonReader(targets, 'the targets').list('Targets');
  return new JsonReader(target, 'the target').string('Input');
};

const invoked = async (account: Account, functionName: string, payload: string) => {
  const lambda = new LambdaClient(account.client);
  try {
    const { Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: payload }),
    );
    return JSON.parse(Payload?.transformToString() ?? '{}');
  } finally {
    lambda.destroy();
  }
};
