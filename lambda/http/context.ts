import type { Context } from '../service/context.ts';
import type { ScimRequest } from './request.ts';

/** What a use case is told about a request, besides what it asks for. */
export const contextOf = ({ caller, baseUrl, by, deadline }: ScimRequest): Context => ({
  tenant: caller.tenantId,
  groupNames: caller.groupNames,
  cursorKey: caller.cursorKey,
  baseUrl,
  call: { by, deadline },
});
