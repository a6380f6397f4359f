import { notFound } from '../scim/error.ts';
import type { BulkService } from '../service/bulk/bulk.ts';
import { operationTrail } from './audit-trail.ts';
import { contextOf } from './context.ts';
import { jsonBody } from './json-body.ts';
import { answerBy } from './method.ts';
import type { ScimRequest, ScimResponse } from './request.ts';
import { unexpectedError } from './scim-errors.ts';

/**
 * `/Bulk` (RFC 7644 §3.7). Each operation leaves an audit line of its own as soon as it has ended.
 * @param reportFailures is told how many operations have ended in a fault of ours, if any: the answer as a whole is
 * a 200, in which no alarm sees them
 */
export const bulkEndpoint =
  (bulk: BulkService, reportFailures: (count: number) => Promise<void>) =>
  async (request: ScimRequest): Promise<ScimResponse> => {
    if (request.id !== undefined) throw notFound('there is no such endpoint');
    const make = async (): Promise<ScimResponse> => {
      let failures = 0;
      const body = await bulk(contextOf(request), jsonBody(request), {
        ended: operationTrail(request),
        unexpected: (thrown) => {
          failures += 1;
          return unexpectedError(thrown, request.by.requestId);
        },
      });
      if (failures > 0) await reportFailures(failures);
      return { status: 200, body };
    };
    return answerBy({ POST: make }, request);
  };
