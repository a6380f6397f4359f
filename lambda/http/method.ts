import { ScimError } from '../scim/error.ts';
import { MEDIA_TYPES } from './media-type.ts';
import type { ScimRequest, ScimResponse } from './request.ts';

/** What an endpoint does, by method. */
export type Methods = {
  readonly [method in 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE']?: () => Promise<ScimResponse>;
};

/**
 * The answer of an endpoint. HEAD is what GET is, and OPTIONS tells what there is (RFC 9110 §9.3.2, §9.3.7).
 * @throws ScimError 405 with Allow for a method that the endpoint does not have
 */
export const answerBy = async (methods: Methods, { method }: ScimRequest): Promise<ScimResponse> => {
  if (method === 'OPTIONS') return { status: 204, headers: optionsOf(methods) };
  const serve = new Map(Object.entries(methods)).get(method === 'HEAD' ? 'GET' : method);
  if (serve) return serve();
  const { Allow } = optionsOf(methods);
  throw new ScimError(405, `this endpoint answers ${Allow}`, undefined, { Allow });
};

const optionsOf = (methods: Methods) => ({
  Allow: [...Object.keys(methods), ...(methods.GET ? ['HEAD'] : []), 'OPTIONS'].join(', '),
  // RFC 5789 §3.1
  ...(methods.PATCH && { 'Accept-Patch': MEDIA_TYPES.join(', ') }),
});
