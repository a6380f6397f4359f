import type { BadRequest } from './case.ts';

const NOBODY = '9f0c2d1e-7a4b-4c3d-8e5f-0a1b2c3d4e5f';
const SCHEMAS = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];

const creation = {
  method: 'POST',
  path: '/Users',
  bulkId: 'a',
  data: { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'bulk@contoso.com' },
};
const removal = { method: 'DELETE', path: `/Users/${NOBODY}` };

const wrong = (what: string, body: unknown, error: Pick<BadRequest, 'status' | 'scimType'>): BadRequest => ({
  what,
  send: 'POST /Bulk',
  body,
  ...error,
});

const SYNTAX = { status: 400, scimType: 'invalidSyntax' };
const VALUE = { status: 400, scimType: 'invalidValue' };

/** Bulk requests that are wrong as a whole, each with an operation that could be done. */
export const BULKS: readonly BadRequest[] = [
  wrong('a bulk that is no JSON', '{"schemas":', SYNTAX),
  wrong('a bulk that is no object', [creation], SYNTAX),
  wrong('a bulk without schemas', { Operations: [creation] }, SYNTAX),
  wrong('a bulk without Operations', { schemas: SCHEMAS }, SYNTAX),
  wrong('a bulk whose Operations are one', { schemas: SCHEMAS, Operations: creation }, SYNTAX),
  wrong('a bulk of what is no operation', { schemas: SCHEMAS, Operations: [creation, null] }, SYNTAX),
  wrong('failOnErrors of 0', { schemas: SCHEMAS, failOnErrors: 0, Operations: [creation] }, VALUE),
  wrong('two operations of one bulkId', { schemas: SCHEMAS, Operations: [creation, creation] }, VALUE),
  wrong(
    'more operations than maxOperations',
    { schemas: SCHEMAS, Operations: [creation, ...Array.from({ length: 1_000 }, () => removal)] },
    { status: 413 },
  ),
  wrong(
    'a bulk over maxPayloadSize',
    { schemas: SCHEMAS, Operations: [creation], padding: 'x'.repeat(4 * 1024 * 1024) },
    { status: 413 },
  ),
  {
    ...wrong('a bulk in another media type', { schemas: SCHEMAS, Operations: [creation] }, { status: 415 }),
    headers: { 'content-type': 'text/plain' },
  },
];
