import type { Reference } from '../../../scim/resource.ts';
import { type Action, put, remove } from '../action.ts';
import { mirrorKey } from '../keys.ts';
import type { Item } from '../table.ts';
import type { Provenance } from './provenance.ts';

/** The same membership seen from the member, by which its groups are found. */
export const mirrorItem = (
  tenant: string,
  groupId: string,
  { id, type }: Reference,
  by: Provenance,
): Item => ({ ...mirrorKey(tenant, id, groupId), kind: 'mirror', type, by });

export const putMirror = (tenant: string, groupId: string, member: Reference, by: Provenance): Action =>
  put(mirrorItem(tenant, groupId, member, by));

export const deleteMirror = (tenant: string, groupId: string, id: string): Action =>
  remove(mirrorKey(tenant, id, groupId));

export const groupOf = (mirror: Item): string => mirror['sk'];
