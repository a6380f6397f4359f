import { EXTENSIONS } from '#extensions';
import { type DeclaredIndex, declaredIndexes } from './declared-index.ts';
import type { ResourceModel, ResourceTypeName } from './definition.ts';
import { ENTERPRISE_USER_SCHEMA } from './enterprise-user.ts';
import { extended } from './extended.ts';
import { GROUP_SCHEMA } from './group.ts';
import { USER_SCHEMA } from './user.ts';

/** Users as the RFC and the clients that provision them have them. */
export const CORE_USER: ResourceModel = {
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: USER_SCHEMA,
  extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }],
  indexes: [
    { attribute: 'userName', unique: true },
    { attribute: 'externalId', unique: false },
    { attribute: 'displayName', unique: false },
    { attribute: 'emails.value', unique: false },
  ],
};

export const CORE_GROUP: ResourceModel = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: GROUP_SCHEMA,
  extensions: [],
  indexes: [
    { attribute: 'displayName', unique: 'setting' },
    { attribute: 'externalId', unique: false },
  ],
};

/** The resource types that are served: with what the platform declares. */
export const USER = extended(CORE_USER, EXTENSIONS);
export const GROUP = extended(CORE_GROUP, EXTENSIONS);

export const DECLARED_INDEXES: Readonly<Record<ResourceTypeName, readonly DeclaredIndex[]>> = {
  User: declaredIndexes(USER),
  Group: declaredIndexes(GROUP),
};
