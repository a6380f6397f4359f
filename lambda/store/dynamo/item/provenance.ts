import { randomUUID } from 'node:crypto';
import type { Actor } from '../../port.ts';
import type { Found } from '../action.ts';

/** On whose behalf an item was written last: the `by` of every item. */
export interface Provenance {
  readonly token: string;
  readonly request: string;
  readonly ip: string;
  readonly dialect: string;
  /** Names one call of the store, however many attempts it took: a request may make several. */
  readonly write: string;
}

/** The provenance of all that one call of the store writes. */
export const provenance = ({ tokenId, requestId, sourceIp, dialect }: Actor): Provenance => ({
  token: tokenId,
  request: requestId,
  ip: sourceIp,
  dialect,
  write: randomUUID(),
});

/** Whether an earlier attempt, whose answer was lost, is what makes the condition of this one fail. */
export const isOwnWrite = (found: Found | undefined, { write }: Provenance): boolean =>
  found?.['by']?.M?.['write']?.S === write;
