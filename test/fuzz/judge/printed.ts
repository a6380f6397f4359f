import { isDeepStrictEqual } from 'node:util';
import { ScimError } from '../../../lambda/scim/error.ts';

/** Whether what was printed is parsed to the same again. It may be longer and deeper, and then more than is allowed. */
export const isSameAgain = <Parsed>(parsed: Parsed, parseAgain: () => Parsed): boolean => {
  try {
    return isDeepStrictEqual(parseAgain(), parsed);
  } catch (error) {
    if (error instanceof ScimError && /at most/.test(error.message)) return true;
    throw error;
  }
};
