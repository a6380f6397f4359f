import type { BadRequest } from './case.ts';

const USER = ['urn:ietf:params:scim:schemas:core:2.0:User'];
const GROUP = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
const PATCH_OP = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];

const taken = (send: string, body: unknown): BadRequest => ({
  what: send,
  send,
  body,
  status: 409,
  scimType: 'uniqueness',
});

const rename = (path: string, value: string) => ({
  schemas: PATCH_OP,
  Operations: [
    { op: 'replace', path: 'externalId', value: 'half-written' },
    { op: 'replace', path, value },
  ],
});

/** Names that another resource has already, in whatever case. */
export const CONFLICTS: readonly BadRequest[] = [
  taken('POST /Users', { schemas: USER, userName: 'TAKEN@contoso.com' }),
  taken('PUT /Users/{user}', { schemas: USER, userName: 'Taken@Contoso.com' }),
  taken('PATCH /Users/{user}', rename('userName', 'taken@CONTOSO.com')),
  taken('POST /Groups', { schemas: GROUP, displayName: 'TAKEN' }),
  taken('PUT /Groups/{group}', { schemas: GROUP, displayName: 'Taken' }),
  taken('PATCH /Groups/{group}', rename('displayName', 'taken')),
];
