import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Reading } from './writing.ts';

/** Makes a command's answer tell what it took, where that is counted. */
export const counted = ({ reads }: Reading) => (reads ? { ReturnConsumedCapacity: 'TOTAL' as const } : {});

/** Counts what an answer says that it took. @throws OverBudget */
export const spend = (
  { reads }: Reading,
  consumed: ConsumedCapacity | readonly ConsumedCapacity[] | undefined,
): void => {
  const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  reads?.spend(units);
};
