import type { AdminErrorCode } from '../../client/error.ts';

/** What a command ends with when it does not succeed; `message` is for the person at the terminal. */
export class Failure extends Error {
  override readonly name: string = 'Failure';
}

/** The command line itself is wrong: nothing was asked of anybody. */
export class UsageError extends Failure {
  override readonly name = 'UsageError';
}

/** What the service has answered instead of a result. */
export class Refusal extends Failure {
  override readonly name = 'Refusal';
  readonly code: AdminErrorCode;

  constructor(code: AdminErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
