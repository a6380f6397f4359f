import { JsonReader } from '../../json.ts';
import type { Account } from '../account.ts';

/** Every line of a function's log group. */
export const logOf = async (account: Account, functionName: string): Promise<readonly string[]> => {
  const configuration = new JsonReader(
    await account.aws('lambda', 'get-function-configuration', '--function-name', functionName),
    functionName,
  );
  const group = configuration.object('LoggingConfig').string('LogGroup');
  const answer = await account.aws('logs', 'filter-log-events', '--log-group-name', group);
  return new JsonReader(answer, group)
    .list('events')
    .map((event) => new JsonReader(event, 'an event').string('message'));
};
