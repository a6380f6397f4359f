import { describe, expect, test } from '@jest/globals';
import { entityTag, isCurrent, isVersion, parseEntityTags } from '../../lambda/scim/version.ts';
import { badRequest } from './support.ts';

describe('an entity tag', () => {
  test('is weak and names the version, and the groups where they are part of the answer', () => {
    expect(entityTag(5, undefined)).toBe('W/"5"');
    expect(entityTag(5, 'Qx3v')).toBe('W/"5-Qx3v"');
  });
});

describe('If-Match and If-None-Match', () => {
  test.each<[string, '*' | string[]]>([
    ['*', '*'],
    [' * ', '*'],
    ['W/"5"', ['5']],
    ['"5"', ['5']],
    ['W/"5-Qx3v"', ['5-Qx3v']],
    [' W/"1" ,"2",W/"3" ', ['1', '2', '3']],
    ['""', ['']],
    ['W/"a,b"', ['a,b']],
    ['"5",', ['5']],
    [', ,"5",,W/"6"\t,', ['5', '6']],
  ])('%s names %j', (header, tags) => {
    expect(parseEntityTags(header)).toEqual(tags);
  });

  test.each([
    '',
    ' ',
    '5',
    'W/5',
    'w/"5"',
    '"5',
    '5"',
    '"5" "6"',
    ',',
    '"5"x',
    '*, "5"',
    '"5", *',
    "'5'",
    '"a b"',
    `${'"a" '.repeat(1000)}`,
    `${','.repeat(5000)}x`,
  ])('%j names nothing', (header) => {
    expect(() => parseEntityTags(header)).toThrow(badRequest('invalidValue', 'entity tags'));
  });
});

describe('a tag that a client has', () => {
  test.each<[string, string, boolean]>([
    ['*', 'W/"5"', true],
    ['W/"5"', 'W/"5"', true],
    ['"5"', 'W/"5"', true],
    ['W/"4", W/"5"', 'W/"5"', true],
    ['W/"4"', 'W/"5"', false],
    ['W/"5"', 'W/"5-Qx3v"', false],
    ['W/"5-Qx3v"', 'W/"5-Qx3v"', true],
    ['W/"5-Qx3v"', 'W/"5"', false],
  ])('%s is that of an answer with %s: %s', (header, tag, current) => {
    expect(isCurrent(parseEntityTags(header), tag)).toBe(current);
  });

  test.each<[string, number, boolean]>([
    ['*', 5, true],
    ['W/"5"', 5, true],
    ['W/"5-Qx3vQx3vQx3v"', 5, true],
    ['"x", W/"5"', 5, true],
    ['W/"5-anything"', 5, false],
    ['W/"5-"', 5, false],
    ['W/"5-Qx3vQx3vQx3v-"', 5, false],
    ['W/"55"', 5, false],
    ['W/"05"', 5, false],
    ['W/"-5"', 5, false],
    ['""', 0, false],
  ])('%s is of version %d, whatever the groups: %s', (header, version, same) => {
    expect(isVersion(parseEntityTags(header), version)).toBe(same);
  });
});
