import '../harness/one-realm.ts';
import { afterEach, beforeEach, expect, jest } from '@jest/globals';
import type { Table } from '../../lambda/store/dynamo/table.ts';
import type { Directory } from '../../lambda/store/port.ts';
import type { ConflictProxy } from '../harness/conflict-proxy.ts';
import { freshTenant, useConflictProxy, useDatabase } from '../harness/database.ts';
import { PATIENCE } from './examples.ts';
import { subjectAt } from './subject.ts';

export interface FaultFixture {
  readonly directory: Directory;
  readonly table: Table;
  readonly tenant: string;
  readonly proxy: ConflictProxy;
  readonly violations: () => Promise<readonly string[]>;
  /** The time that a request has (`call()`) is spent. */
  readonly endOfTime: () => void;
}

/** A directory behind a proxy that makes faults; after each test, all items have to be in order. */
export const useFaults = (): (() => FaultFixture) => {
  jest.setTimeout(60_000);
  const database = useDatabase();
  const proxy = useConflictProxy(database);
  let subject: Awaited<ReturnType<typeof subjectAt>>;
  let tenant: string;
  let ahead = 0;
  const clock = Date.now;
  beforeEach(async () => {
    ahead = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => clock() + ahead);
    subject = await subjectAt(database.endpoint(), proxy().endpoint);
    tenant = freshTenant();
  });
  afterEach(async () => {
    expect(await subject.violations(tenant)).toEqual([]);
    await subject.dispose();
    jest.restoreAllMocks();
  });
  return () => ({
    directory: subject.directory,
    table: subject.table,
    tenant,
    proxy: proxy(),
    violations: () => subject.violations(tenant),
    endOfTime: () => {
      ahead += PATIENCE;
    },
  });
};
