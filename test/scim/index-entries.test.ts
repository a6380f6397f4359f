import { describe, expect, test } from '@jest/globals';
import { indexedValues, MAX_INDEXED_VALUES } from '../../lambda/scim/index-entries.ts';
import type { JsonObject } from '../../lambda/scim/json.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { badRequest } from './support.ts';

const emails = (count: number): JsonObject => ({
  emails: Array.from({ length: count }, (_, n) => ({ value: `${n}@b` })),
});

describe('the values under which a resource is found', () => {
  test('are folded where the schema ignores case, and kept where it does not', () => {
    expect(
      indexedValues(
        USER,
        {
          userName: 'ADA',
          externalId: 'X-1',
          displayName: 'Ada LOVELACE',
          emails: [{ value: 'Ada@Work' }, { value: 'ada@home' }],
          title: 'Countess',
        },
        'unique',
      ),
    ).toEqual([
      { attribute: 'userName', value: 'ada', unique: true },
      { attribute: 'externalId', value: 'X-1', unique: false },
      { attribute: 'displayName', value: 'ada lovelace', unique: false },
      { attribute: 'emails.value', value: 'ada@work', unique: false },
      { attribute: 'emails.value', value: 'ada@home', unique: false },
    ]);
  });

  test('are each there once', () => {
    const twice = {
      userName: 'a',
      emails: [
        { value: 'A@b', type: 'work' },
        { value: 'a@B', type: 'home' },
      ],
    };
    expect(indexedValues(USER, twice, 'unique')).toEqual([
      { attribute: 'userName', value: 'a', unique: true },
      { attribute: 'emails.value', value: 'a@b', unique: false },
    ]);
  });

  test('of a value that is not there are none', () => {
    expect(
      indexedValues(USER, { userName: 'a', emails: [{ type: 'work', display: 'x' }] }, 'unique'),
    ).toEqual([{ attribute: 'userName', value: 'a', unique: true }]);
  });

  test.each(['unique', 'any'] as const)('of a group named as the tenant wants: %s', (groupNames) => {
    expect(indexedValues(GROUP, { displayName: 'Crew', externalId: 'x' }, groupNames)).toEqual([
      { attribute: 'displayName', value: 'crew', unique: groupNames === 'unique' },
      { attribute: 'externalId', value: 'x', unique: false },
    ]);
  });

  test('are as long as they are', () => {
    const [entry] = indexedValues(USER, { userName: 'Ä'.repeat(10_000) }, 'unique');
    expect(entry?.value).toBe('ä'.repeat(10_000));
  });

  test(`are at most ${MAX_INDEXED_VALUES}, so that one transaction writes them`, () => {
    expect(indexedValues(USER, { userName: 'a', ...emails(MAX_INDEXED_VALUES - 1) }, 'unique')).toHaveLength(
      MAX_INDEXED_VALUES,
    );
    expect(() => indexedValues(USER, { userName: 'a', ...emails(MAX_INDEXED_VALUES) }, 'unique')).toThrow(
      badRequest('invalidValue', `at most ${MAX_INDEXED_VALUES} values of userName, externalId`),
    );
  });
});
