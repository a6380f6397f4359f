import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Reading } from './writing.ts';

/** Makes a command's answer tell what it took, where that is counted. */
export const counted = ({ reads }: Pick<Reading, 'reads'>) =>
  reads ? { ReturnConsumedCapacity: 'TOTAL' as const } : {};

interface Answer {
  /** Of each table in a list, where a command is about several. */
  readonly ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] | undefined;
}

/** Reads, unless the request has read too much, and counts what the answer says that it took. @throws OverBudget */
export const spending = async <Read extends Answer>(
  { reads }: Pick<Reading, 'reads'>,
  read: () => Promise<Read>,
): Promise<Read> => {
  reads?.requireLeft();
  const answer = await read();
  const consumed = [answer.ConsumedCapacity ?? []].flat();
  reads?.spend(consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0));
  return answer;
};
