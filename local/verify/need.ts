/** What a check needs of a server, beyond what every server has. */

export type Feature =
  | 'users'
  | 'groups'
  | 'patch'
  | 'filter'
  | 'sort'
  | 'etag'
  | 'bulk'
  | 'paging by index'
  | 'paging by cursor'
  | 'search by POST'
  | 'search at the root'
  | 'unique group names'
  | 'group names that are not unique'
  | 'custom extensions';

export type Need =
  | Feature
  /** An attribute that a schema of the resource type has. */
  | { readonly attribute: string; readonly of: 'User' | 'EnterpriseUser' | 'Group' }
  /** A path that answers GET with 200. */
  | { readonly endpoint: string };

export const nameOfNeed = (need: Need): string => {
  if (typeof need === 'string') return need;
  return 'endpoint' in need ? need.endpoint : `the attribute ${need.attribute} of ${need.of}`;
};
