import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import type { Directory } from '../../lambda/store/port.ts';
import { freshTenant } from '../harness/database.ts';
import { createsAndReads } from './contract/creation.ts';
import { deletes } from './contract/deletion.ts';
import { lists } from './contract/lists.ts';
import { findsByValue } from './contract/lookups.ts';
import { keepsManyMembers } from './contract/many-members.ts';
import { keepsMembers } from './contract/membership.ts';
import { updates } from './contract/updates.ts';

/** A store under test. */
export interface Subject {
  readonly directory: Directory;
  /** What is wrong between the items of a tenant at rest, in sentences. */
  readonly violations: (tenant: string) => Promise<readonly string[]>;
  readonly dispose: () => Promise<void>;
}

/** What a test of the contract works on. */
export interface Fixture {
  readonly directory: Directory;
  readonly tenant: string;
}

/** What any directory must do, whatever it is made of. */
export const directoryContract = (name: string, makeSubject: () => Promise<Subject>): void => {
  describe(name, () => {
    let subject: Subject;
    let tenant: string;
    beforeEach(async () => {
      subject = await makeSubject();
      tenant = freshTenant();
    });
    afterEach(async () => {
      expect(await subject.violations(tenant)).toEqual([]);
      await subject.dispose();
    });
    const fixture = (): Fixture => ({ directory: subject.directory, tenant });

    describe('creates and reads', () => createsAndReads(fixture));
    describe('finds by a value', () => findsByValue(fixture));
    describe('lists', () => lists(fixture));
    describe('updates', () => updates(fixture));
    describe('keeps the members of a group', () => keepsMembers(fixture));
    describe('keeps many members', () => keepsManyMembers(fixture));
    describe('deletes', () => deletes(fixture));
  });
};
