import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { assertionKey } from '../keys.ts';
import { putOnce, type Table } from '../table.ts';

/** An assertion that may be used once. */
export interface SingleUse {
  readonly clientId: string;
  readonly issuer: string;
  /** Its `jti`, which is unique for its issuer (RFC 7519 §4.1.7). */
  readonly id: string;
  /** From when on it would be refused for its age, epoch seconds. */
  readonly until: number;
}

export interface AssertionStore {
  /** Notes that an assertion is used. @returns false when it was used before */
  use(assertion: SingleUse): Promise<boolean>;
}

export const assertionStore = (table: Table): AssertionStore => ({
  use: async ({ clientId, issuer, id, until }) => {
    const digest = createHash('sha256').update(`${issuer}\0${id}`).digest('base64url');
    try {
      await putOnce(table, { ...assertionKey(clientId, digest), kind: 'assertion', ttl: Math.ceil(until) });
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
});
