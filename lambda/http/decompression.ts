import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { requireEnv } from '../environment.ts';
import { MAX_PAYLOAD_BYTES } from '../scim/discovery.ts';
import { invalidSyntax, payloadTooLarge, ScimError } from '../scim/error.ts';
import type { Middleware } from './middleware.ts';

/**
 * Turns a body in gzip into what it was, where the deployment allows that, and refuses it otherwise, with what
 * would be taken (RFC 9110 §15.5.16).
 */
export const decompression = (): Middleware => ({
  before: async (request) => {
    const { internal } = request;
    const { headers, body } = internal.request ?? {};
    const coding = headers?.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
    if (!internal.request || !body || coding === 'identity') return;
    const taken = requireEnv('COMPRESSED_REQUESTS') === 'true' ? ['gzip', 'identity'] : ['identity'];
    if (!taken.includes(coding)) {
      throw new ScimError(415, `the body may be in ${taken.join(' or ')}, not in another coding`, undefined, {
        'Accept-Encoding': taken.join(', '),
      });
    }
    internal.request = { ...internal.request, body: await decompressed(body) };
    request.event = internal.request;
  },
});

const inflate = promisify(gunzip);

/** Never more than a body may have, however much is packed into it. */
const decompressed = async (body: Buffer): Promise<Buffer> => {
  try {
    return await inflate(body, { maxOutputLength: MAX_PAYLOAD_BYTES });
  } catch (error) {
    const isTooLarge = Error.isError(error) && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge
      ? payloadTooLarge(`the body may have at most ${MAX_PAYLOAD_BYTES} bytes, also when it is unpacked`)
      : invalidSyntax('the body is not in gzip, as Content-Encoding says');
  }
};
