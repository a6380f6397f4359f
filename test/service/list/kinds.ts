import type { ResourceModel } from '../../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import type { Kind } from '../../../lambda/service/kind.ts';
import { SAMPLE } from '../../scim/filter/sample.ts';

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

/** Indexed: of one value and of several, in a complex attribute and not, in an extension, heeding case and not. */
export const SAMPLES = kindOf(
  {
    ...SAMPLE,
    indexes: [
      { attribute: 'text', unique: true },
      { attribute: 'exact', unique: false },
      { attribute: 'exacts', unique: false },
      { attribute: 'many.value', unique: false },
      { attribute: 'urn:example:params:sample:2.0:More:tags.value', unique: false },
    ],
  },
  'owner',
);
