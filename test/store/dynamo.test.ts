import { jest } from '@jest/globals';
import { useConflictProxy, useDatabase } from '../harness/database.ts';
import { directoryContract } from './contract.ts';
import { subjectAt } from './subject.ts';

jest.setTimeout(60_000);

const database = useDatabase();
const proxy = useConflictProxy(database);

directoryContract('The directory in DynamoDB', () => subjectAt(database.endpoint()));

directoryContract('The directory in DynamoDB, whose transactions conflict,', () =>
  subjectAt(database.endpoint(), proxy().endpoint),
);
