import type { ResourceModel } from './definition.ts';
import { ENTERPRISE_USER_SCHEMA } from './enterprise-user.ts';
import { GROUP_SCHEMA } from './group.ts';
import { USER_SCHEMA } from './user.ts';

export const USER: ResourceModel = {
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

export const GROUP: ResourceModel = {
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
