/** The functions by what they do, with the start of their resources' logical ids. */
export const FUNCTIONS = {
  users: 'Users',
  groups: 'Groups',
  bulk: 'Bulk',
  search: 'Search',
  discovery: 'Discovery',
  oauth: 'OAuthHandler',
  authorizer: 'CredentialsAuthorizer',
  admin: 'CredentialsAdmin',
  maintenance: 'Maintenance',
  warnings: 'Warnings',
} as const;
