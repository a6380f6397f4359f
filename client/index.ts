/**
 * The admin function of a deployed service as a typed client, for the platform's own backend: each operation with what
 * it takes and what it answers. Whoever calls needs the right to `lambda:InvokeFunction` on that function, and no other.
 */
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type {
  OperationName as AnyOperationName,
  CourseOperationName,
  OperationPayload,
  OperationResult,
} from '../lambda/tenancy/operations/index.ts';
import type { Tenant } from '../lambda/tenancy/tenant/tenant.ts';
import { invokeFunction } from './invoke.ts';

export type { FederatedIdentity, OAuthClient } from '../lambda/tenancy/credential/oauth-client.ts';
export type { Token } from '../lambda/tenancy/credential/token.ts';
export type { OperationPayload, OperationResult } from '../lambda/tenancy/operations/index.ts';
export type { Limited, RequestCount } from '../lambda/tenancy/operations/limits.ts';
export type { IssuedSecret } from '../lambda/tenancy/operations/secrets.ts';
export type { IssuedToken } from '../lambda/tenancy/operations/tokens.ts';
export type { Tenant } from '../lambda/tenancy/tenant/tenant.ts';
export type { Tier } from '../lambda/tenancy/tenant/tier.ts';
export { AdminError, type AdminErrorCode } from './error.ts';

/** Without what imports and deletes whole tenants, which is done in steps of another function besides. */
export type OperationName = Exclude<AnyOperationName, CourseOperationName>;

export interface AdminClient {
  /**
   * One operation, such as `invoke('tokens.create', { tenant: 'contoso', label: 'Entra' })`.
   * @throws AdminError when the service refuses it; the SDK's errors when the function is not reached
   */
  invoke<Name extends OperationName>(
    operation: Name,
    ...payload: Arguments<OperationPayload<Name>>
  ): Promise<OperationResult<Name>>;
  /** All tenants in the order of their ids, read page by page. @throws as `invoke` does */
  tenants(): AsyncIterable<Tenant>;
}

/** Nothing has to be given where nothing is required. */
type Arguments<Payload> = object extends Payload ? [payload?: Payload] : [payload: Payload];

/** Which function is asked. */
export interface AdminFunction {
  readonly lambda: LambdaClient;
  /** Its name or ARN: the stack's output AdminFunctionName. */
  readonly functionName: string;
}

export const adminClient = ({ lambda, functionName }: AdminFunction): AdminClient => {
  const invoke: AdminClient['invoke'] = (operation, ...[payload]) =>
    invokeFunction(lambda, functionName, { operation, ...payload });
  return {
    invoke,
    async *tenants() {
      let after: string | undefined;
      do {
        const page = await invoke('tenants.list', after === undefined ? {} : { after });
        yield* page.tenants;
        after = page.next;
      } while (after !== undefined);
    },
  };
};
