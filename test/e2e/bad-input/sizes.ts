import type { BadRequest } from './case.ts';

const USER = ['urn:ietf:params:scim:schemas:core:2.0:User'];
const GROUP = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
const PATCH_OP = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];

/** More than an item of DynamoDB holds, 400 KB. */
const TOO_LARGE = 'x'.repeat(410_000);
/** More than the service takes in one body, 4 MB. */
const FAR_TOO_LARGE = 'x'.repeat(4 * 1024 * 1024);

const user = (displayName: string) => ({ schemas: USER, userName: 'bad@contoso.com', displayName });
const replace = (value: string) => ({
  schemas: PATCH_OP,
  Operations: [
    { op: 'replace', path: 'externalId', value: 'half-written' },
    { op: 'replace', path: 'displayName', value },
  ],
});

const requests = (what: string, displayName: string): BadRequest[] =>
  [
    { send: 'POST /Users', body: user(displayName) },
    { send: 'PUT /Users/{user}', body: user(displayName) },
    { send: 'PATCH /Users/{user}', body: replace(displayName) },
    { send: 'POST /Groups', body: { schemas: GROUP, displayName } },
    { send: 'PATCH /Groups/{group}', body: replace(displayName) },
  ].map((request) => ({ ...request, what: `${what} in ${request.send}`, status: 413 }));

/** What is too large for the request, or for the resource that it would make. */
export const SIZES: readonly BadRequest[] = [
  ...requests('a resource over 400 KB', TOO_LARGE),
  ...requests('a body over 4 MB', FAR_TOO_LARGE),
  { what: 'a body over 6 MB', send: 'POST /Users', body: user('x'.repeat(7 * 1024 * 1024)), status: 413 },
];
