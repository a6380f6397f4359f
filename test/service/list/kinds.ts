import type { ResourceModel } from '../../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import type { Kind } from '../../../lambda/service/kind.ts';

/** A kind for tests that read nothing. */
export const kindOf = (model: ResourceModel, apart: string): Kind => ({
  model,
  apart,
  presenter: async () => () => undefined,
  presentedAtOnce: () => 1_000,
  knownBy: [],
  having: async () => [],
});

export const USERS = kindOf(USER, 'groups');
export const GROUPS = kindOf(GROUP, 'members');
