import type { Middleware, MiddlewareRequest } from './middleware.ts';

/** Answers HEAD without a body, whatever becomes of it (RFC 9110 §9.3.2). */
export const head = (): Middleware => ({
  after: leaveBodyOut,
  onError: leaveBodyOut,
});

function leaveBodyOut(request: MiddlewareRequest): void {
  const { response, internal } = request;
  if (internal.event?.httpMethod !== 'HEAD' || !response || !('statusCode' in response)) return;
  request.response = { ...response, body: '' };
}
