import type { BadRequest } from './case.ts';

const SCHEMAS = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'];

/** Wrong in the same way wherever it is searched. */
const WRONG: readonly (Pick<BadRequest, 'what' | 'body' | 'status'> & { readonly scimType: string })[] = [
  { what: 'no JSON', body: '{"schemas":', status: 400, scimType: 'invalidSyntax' },
  { what: 'no schemas', body: { filter: 'displayName pr' }, status: 400, scimType: 'invalidSyntax' },
  {
    what: 'a filter that ends early',
    body: { schemas: SCHEMAS, filter: 'displayName eq' },
    status: 400,
    scimType: 'invalidFilter',
  },
  {
    what: 'a filter by what nobody has',
    body: { schemas: SCHEMAS, filter: 'shoeSize gt 40' },
    status: 400,
    scimType: 'invalidFilter',
  },
  {
    what: 'attributes as a text',
    body: { schemas: SCHEMAS, attributes: 'displayName' },
    status: 400,
    scimType: 'invalidValue',
  },
  {
    what: 'sortBy what nobody has',
    body: { schemas: SCHEMAS, sortBy: 'x' },
    status: 400,
    scimType: 'invalidValue',
  },
  {
    what: 'a count of text',
    body: { schemas: SCHEMAS, count: 'all' },
    status: 400,
    scimType: 'invalidValue',
  },
  {
    what: 'a cursor that is none',
    body: { schemas: SCHEMAS, cursor: 'x' },
    status: 400,
    scimType: 'invalidCursor',
  },
];

export const SEARCHES: readonly BadRequest[] = ['/Users/.search', '/Groups/.search', '/.search'].flatMap(
  (path) =>
    WRONG.map((request) => ({ ...request, what: `${request.what} at ${path}`, send: `POST ${path}` })),
);
