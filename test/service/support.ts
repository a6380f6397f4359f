import type { Context, Shown } from '../../lambda/service/context.ts';
import type { Directory, StoredResource } from '../../lambda/store/port.ts';

export const CONTEXT: Context = {
  tenant: 'contoso',
  groupNames: 'unique',
  cursorKey: Buffer.alloc(32, 'k'),
  baseUrl: 'https://example.com/scim',
  call: {
    by: { tokenId: 't1', requestId: 'r1', sourceIp: '192.0.2.1', dialect: 'other' },
    deadline: Number.MAX_SAFE_INTEGER,
  },
};

export const stored = (
  type: 'User' | 'Group',
  id: string,
  attributes: StoredResource['attributes'],
): StoredResource => ({
  type,
  id,
  version: 5,
  created: '2026-01-31T08:00:00.000Z',
  lastModified: '2026-02-01T08:00:00.000Z',
  attributes,
  revision: undefined,
});

/** The id of a resource that was answered. */
export const idOf = ({ location }: Shown): string => location.slice(location.lastIndexOf('/') + 1);

/** A directory that answers what a test needs, and throws for whatever else is asked of it. */
export const directory = (answers: Partial<Directory>): Directory => {
  const unexpected = (method: string) => () => {
    throw new Error(`${method} was not expected`);
  };
  const methods = [
    'create',
    'read',
    'readListed',
    'membershipShares',
    'readGroup',
    'readGroups',
    'groupsOf',
    'memberships',
    'displayNames',
    'find',
    'holders',
    'completeIndexes',
    'walk',
    'visitAll',
    'counters',
    'seek',
    'bookmark',
    'leaveBookmark',
    'update',
    'changeMembers',
    'remove',
  ];
  return {
    ...Object.fromEntries(methods.map((method) => [method, unexpected(method)])),
    ...answers,
  } as Directory;
};
