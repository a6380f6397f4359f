import { describe, expect, test } from '@jest/globals';
import { isConditional, type Preconditions, unmet, unmetError } from '../../lambda/scim/precondition.ts';
import { scimError } from './support.ts';

describe('conditions on a resource that has the tag "5"', () => {
  test.each<[Preconditions, ReturnType<typeof unmet>]>([
    [{}, undefined],
    [{ ifMatch: ['5'] }, undefined],
    [{ ifMatch: '*' }, undefined],
    [{ ifMatch: ['4'] }, 'ifMatch'],
    [{ ifNoneMatch: ['4'] }, undefined],
    [{ ifNoneMatch: ['5'] }, 'ifNoneMatch'],
    [{ ifNoneMatch: '*' }, 'ifNoneMatch'],
    [{ ifMatch: ['5'], ifNoneMatch: ['4'] }, undefined],
    [{ ifMatch: ['5'], ifNoneMatch: ['5'] }, 'ifNoneMatch'],
    [{ ifMatch: ['4'], ifNoneMatch: ['4'] }, 'ifMatch'],
    [{ ifMatch: ['4'], ifNoneMatch: ['5'] }, 'ifMatch'],
  ])('%j: %s is not met first', (conditions, first) => {
    expect(unmet(conditions, (tags) => tags === '*' || tags.includes('5'))).toBe(first);
  });
});

test.each<[Preconditions, boolean]>([
  [{}, false],
  [{ ifMatch: undefined, ifNoneMatch: undefined }, false],
  [{ ifMatch: [] }, true],
  [{ ifNoneMatch: '*' }, true],
])('%j is a condition: %s', (conditions, conditional) => {
  expect(isConditional(conditions)).toBe(conditional);
});

test('what is not met is a 412 that says which', () => {
  expect(unmetError('ifMatch')).toEqual(scimError(412, undefined, 'has changed since the version'));
  expect(unmetError('ifNoneMatch')).toEqual(scimError(412, undefined, 'If-None-Match'));
});
