import middy from '@middy/core';
import { acceptance } from './acceptance.ts';
import { auditTrail } from './audit-trail.ts';
import { compression } from './compression.ts';
import { decompression } from './decompression.ts';
import { exchange } from './exchange.ts';
import { head } from './head.ts';
import type { Exchanged } from './middleware.ts';
import type { ScimRequest, ScimResponse } from './request.ts';
import { scimErrors } from './scim-errors.ts';
import { scopes } from './scopes.ts';

/**
 * The one chain that every SCIM request passes: event → ScimRequest → `serve` → ScimResponse → result.
 * `before` runs downwards; `after` and `onError` run upwards, so that the audit trail has the last word.
 */
export const scimHandler = (serve: (request: ScimRequest) => Promise<ScimResponse>) =>
  middy()
    .use(auditTrail())
    .use(head())
    .use(scimErrors())
    .use(compression())
    .use(exchange())
    .use(acceptance())
    .use(scopes())
    .use(decompression())
    .handler(async (event: Exchanged) => {
      if ('requestContext' in event) throw new Error('the event has not become a request');
      return serve(event);
    });
