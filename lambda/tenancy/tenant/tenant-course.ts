import { conflict } from '../error.ts';
import { settingsKey, tenantEntryKey } from '../keys.ts';
import { type Action, type Author, type Table, transact } from '../table.ts';
import { deleteEmptinessNote, isEmpty } from './emptiness.ts';
import type { Tenant } from './tenant.ts';

/** How a tenant comes by an import, and goes: each only from the state before it, in both copies at once. */
export interface TenantCourse {
  /** Ends an import. @throws TenancyError `conflict` unless the tenant is filled from this export */
  imported(id: string, source: string, status: Tenant['status'], by: Author): Promise<void>;
  /** Refuses its credentials until it is resumed. @throws TenancyError `conflict` when it is imported or deleted */
  suspend(id: string, by: Author): Promise<void>;
  /**
   * Lets its credentials in again, and takes a deletion back of which nothing has been done yet.
   * @throws TenancyError `conflict` when it is imported, or there is nothing whole of it any more
   */
  resume(id: string, by: Author): Promise<void>;
  /** Refuses its credentials from now on. @throws TenancyError `conflict` when it is `deleting` already */
  beginDeletion(id: string, at: string, by: Author): Promise<void>;
  /**
   * From now on nothing is kept.
   * @throws TenancyError `conflict` unless it has been `deleting` ever since `deletingSince`, as whoever waited has read
   */
  beginPurge(tenant: Tenant, at: string, by: Author): Promise<void>;
  /** @throws TenancyError `conflict` unless this purge has left nothing in the directory */
  requireEmpty(tenant: Tenant): Promise<void>;
  /** Takes away what is left: its settings, and its line of the list. @throws TenancyError `conflict` unless empty */
  forget(tenant: Tenant): Promise<void>;
}

/** There, and as it was filled. */
const WHOLE =
  'attribute_exists(pk) AND attribute_not_exists(importing) AND attribute_not_exists(purgingSince)';

type Change = Pick<NonNullable<Action['Update']>, 'UpdateExpression' | 'ConditionExpression'> & {
  readonly values: Readonly<Record<string, unknown>>;
};

export const tenantCourse = (table: Table): TenantCourse => {
  const both = (id: string) => [settingsKey(id), tenantEntryKey(id)];

  const change = async (
    id: string,
    { values, UpdateExpression, ConditionExpression }: Change,
    refused: string,
  ): Promise<void> => {
    const ExpressionAttributeNames = { '#status': 'status', '#by': 'by' };
    const failed = await transact(
      table,
      both(id).map((Key) => ({
        Update: {
          TableName: table.name,
          Key,
          UpdateExpression,
          ConditionExpression,
          ExpressionAttributeNames,
          ExpressionAttributeValues: values,
        },
      })),
    );
    if (failed.length > 0) throw conflict(refused);
  };

  const requireEmpty: TenantCourse['requireEmpty'] = async (tenant) => {
    if (!(await isEmpty(table, tenant)))
      throw conflict(
        `the directory of the tenant ${tenant.id} is not known to be empty; delete it by tenants delete ${tenant.id}`,
      );
  };

  return {
    requireEmpty,

    imported: (id, source, status, by) =>
      change(
        id,
        {
          UpdateExpression: 'SET #status = :status, #by = :by REMOVE importing',
          ConditionExpression: 'importing = :source AND #status = :suspended',
          values: { ':status': status, ':by': by, ':source': source, ':suspended': 'suspended' },
        },
        `the tenant ${id} is not being imported from this export`,
      ),

    suspend: (id, by) =>
      change(
        id,
        {
          UpdateExpression: 'SET #status = :suspended, #by = :by',
          ConditionExpression: `${WHOLE} AND #status <> :deleting`,
          values: { ':suspended': 'suspended', ':deleting': 'deleting', ':by': by },
        },
        `the tenant ${id} is being imported or deleted`,
      ),

    resume: (id, by) =>
      change(
        id,
        {
          UpdateExpression: 'SET #status = :active, #by = :by REMOVE deletingSince',
          ConditionExpression: WHOLE,
          values: { ':active': 'active', ':by': by },
        },
        `the tenant ${id} is being imported, or deleted for good`,
      ),

    beginDeletion: (id, at, by) =>
      change(
        id,
        {
          UpdateExpression: 'SET #status = :deleting, deletingSince = :at, #by = :by',
          ConditionExpression: 'attribute_exists(pk) AND #status <> :deleting',
          values: { ':deleting': 'deleting', ':at': at, ':by': by },
        },
        `the tenant ${id} is being deleted already`,
      ),

    beginPurge: ({ id, deletingSince = '' }, at, by) =>
      change(
        id,
        {
          UpdateExpression: 'SET purgingSince = if_not_exists(purgingSince, :at), #by = :by',
          ConditionExpression: '#status = :deleting AND deletingSince = :read',
          values: { ':deleting': 'deleting', ':read': deletingSince, ':at': at, ':by': by },
        },
        `the tenant ${id} is not being deleted, or its deletion has begun anew meanwhile`,
      ),

    forget: async (tenant) => {
      const { id, purgingSince } = tenant;
      await requireEmpty(tenant);
      // The note goes first: whoever is cut short here empties it once more, and none is left of what is gone.
      await deleteEmptinessNote(table, id);
      const failed = await transact(
        table,
        both(id).map((Key) => ({
          Delete: {
            TableName: table.name,
            Key,
            ConditionExpression: 'purgingSince = :since',
            ExpressionAttributeValues: { ':since': purgingSince },
          },
        })),
      );
      if (failed.length > 0) throw conflict(`the tenant ${id} is not being deleted`);
    },
  };
};
