import type { Touched } from './touched.ts';

/** A tenant, and the ids of the credentials that open it. */
export interface Owner {
  readonly tenantId: string;
  readonly credentials: readonly string[];
}

/** The partitions that say of which declared indexes entries are made: a deployment's, with nothing of a tenant. */
const DEPLOYMENT = 'indexes';
/** The partition that lists the works under way in any tenant, by tenant and id. */
const PENDING = 'pending';

/** Whether what a call touches is the tenant's, or nobody's. */
export const belongsTo =
  ({ tenantId, credentials }: Owner) =>
  ({ pk, sk }: Touched): boolean => {
    if (pk === `T#${tenantId}` || pk.startsWith(`T#${tenantId}#`)) return true;
    if (pk === PENDING) return sk?.startsWith(`${tenantId}#`) === true;
    return (
      pk === DEPLOYMENT || credentials.some((id) => CREDENTIAL_KINDS.some((kind) => pk === `${kind}#${id}`))
    );
  };

const CREDENTIAL_KINDS = ['token', 'client', 'access'];
