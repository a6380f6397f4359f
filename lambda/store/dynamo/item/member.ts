import type { Reference } from '../../../scim/resource.ts';
import { type Action, put, remove } from '../action.ts';
import { memberKey, memberOf } from '../keys.ts';
import type { Item } from '../table.ts';
import type { Provenance } from './provenance.ts';

/** The member that an item of a shard tells of, if it does. */
export const memberFrom = (item: Item): Reference | undefined => {
  const id = memberOf(item['sk']);
  return id === undefined ? undefined : { id, type: item['type'] };
};

export const memberItem = (
  tenant: string,
  groupId: string,
  { id, type }: Reference,
  by: Provenance,
): Item => ({ ...memberKey(tenant, groupId, id), kind: 'member', type, by });

export const putMember = (tenant: string, groupId: string, member: Reference, by: Provenance): Action =>
  put(memberItem(tenant, groupId, member, by), {
    condition: 'attribute_not_exists(#pk)',
    refused: () => ({ kind: 'settled', id: member.id }),
  });

export const deleteMember = (tenant: string, groupId: string, id: string): Action =>
  remove(memberKey(tenant, groupId, id), {
    condition: 'attribute_exists(#pk)',
    refused: () => ({ kind: 'settled', id }),
  });
