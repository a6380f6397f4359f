import { expect } from '@jest/globals';

/** An operation that is refused, with a sentence that has this in it. */
export const refusal = (code: string, message: string) => ({
  ok: false,
  error: { code, message: expect.stringContaining(message) },
});
