import { ScimError } from '../scim/error.ts';
import { acceptsScim, MEDIA_TYPES } from './media-type.ts';
import type { Middleware } from './middleware.ts';

/** Refuses who could not read the answer, before anything is done (RFC 9110 §15.5.7). */
export const acceptance = (): Middleware => ({
  before: ({ internal: { request } }) => {
    const accept = request?.headers.get('accept');
    if (accept !== undefined && !acceptsScim(accept)) {
      throw new ScimError(406, `answers are ${MEDIA_TYPES[0]}, which Accept has to allow`);
    }
  },
});
