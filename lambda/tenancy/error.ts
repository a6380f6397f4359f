/** `conflict`: another change, or the state of things, is in the way; the message says so where it may be sent again. */
export type TenancyErrorCode = 'invalidRequest' | 'notFound' | 'alreadyExists' | 'conflict';

/** What an operator can be told has gone wrong; `message` is written for them. */
export class TenancyError extends Error {
  override readonly name = 'TenancyError';
  readonly code: TenancyErrorCode;

  constructor(code: TenancyErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const withCode =
  (code: TenancyErrorCode) =>
  (message: string): TenancyError =>
    new TenancyError(code, message);

export const invalidRequest = withCode('invalidRequest');
export const notFound = withCode('notFound');
export const alreadyExists = withCode('alreadyExists');
export const conflict = withCode('conflict');
