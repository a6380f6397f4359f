import { describe, expect, test } from '@jest/globals';
import { attribute } from '../../../lambda/scim/schema/attribute.ts';
import { extended } from '../../../lambda/scim/schema/extended.ts';
import { CORE_USER } from '../../../lambda/scim/schema/models.ts';
import { parseSort } from '../../../lambda/scim/sort.ts';
import { storedOrder } from '../../../lambda/service/list/order.ts';
import { kindOf } from './kinds.ts';

const URN = 'urn:example:acme:User';
const MODEL = extended(CORE_USER, [
  {
    extends: 'User',
    required: true,
    schema: {
      id: URN,
      name: 'Acme',
      description: '',
      attributes: [attribute('code', '', { required: true })],
    },
    indexes: [{ attribute: `${URN}:code`, unique: false, declared: true }],
  },
]);
const KIND = kindOf(MODEL, 'groups');

const orderBy = (name: string | undefined, order?: string) =>
  storedOrder(KIND, parseSort(MODEL, name, order));

describe('the store keeps all resources', () => {
  test.each([
    [undefined, undefined, { type: 'User', backwards: false }],
    ['id', 'descending', { type: 'User', backwards: true }],
    ['userName', 'ascending', { type: 'User', by: 'userName', backwards: false }],
  ])('in the order of %s %s', (name, order, expected) => {
    expect(orderBy(name, order)).toEqual(expected);
  });

  test.each([
    ['displayName', 'which somebody may lack'],
    ['emails', 'of which somebody may have several'],
    ['title', 'which is not indexed'],
    [`${URN}:code`, 'which who is older than its declaration may lack, though it is required'],
  ])('not in the order of %s, %s', (name) => {
    expect(orderBy(name)).toBeUndefined();
  });
});
