import type { TenancyErrorCode } from '../lambda/tenancy/error.ts';

/**
 * `failed`: the function crashed, or ran out of time, so that nobody knows what it has done. `internal`: it met an outage
 * or a bug, and its log says which.
 */
export type AdminErrorCode = TenancyErrorCode | 'internal' | 'failed';

/** What the service does not do; `message` is a sentence for people. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
  readonly code: AdminErrorCode;

  constructor(code: AdminErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
