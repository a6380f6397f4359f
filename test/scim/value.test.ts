import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../lambda/scim/json.ts';
import { MAX_VALUES } from '../../lambda/scim/value.ts';
import { SAMPLE } from './filter/sample.ts';
import { sample, user } from './parsed.ts';
import { badRequest, ENTERPRISE } from './support.ts';

describe('a value', () => {
  test.each<[string, Json]>([
    ['text', 'Ω😀'],
    ['link', 'https://example.com/a'],
    ['blob', 'aGVsbG8='],
    ['blob', 'a-b_'],
    ['flag', true],
    ['flag', false],
    ['count', 42],
    ['count', -1],
    ['ratio', 1.5],
    ['when', '2026-01-31T08:00:00.123Z'],
    ['when', '2026-01-31T08:00:00+05:30'],
    ['one', { text: 'a', count: 1 }],
    ['texts', ['a', 'b']],
    ['flags', [true, false]],
    ['parts', [{ text: 'a' }, { text: 'b' }]],
  ])('of %s may be %j', (name, value) => {
    expect(sample(name, value)).toEqual(value);
  });

  test.each<[string, Json, string]>([
    ['text', 1, 'text has to be a string'],
    ['text', true, 'text has to be a string'],
    ['text', ['a'], 'text has to be a string'],
    ['text', { value: 'a' }, 'text has to be a string'],
    ['link', 1, 'link has to be a string'],
    ['blob', '***', 'blob has to be base64'],
    ['blob', 'a=b', 'blob has to be base64'],
    ['flag', 'yes', 'flag has to be true or false'],
    ['flag', 1, 'flag has to be true or false'],
    ['flag', [true], 'flag has to be true or false'],
    ['count', 1.5, 'count has to be an integer'],
    ['count', 2 ** 60, 'count has to be an integer'],
    ['count', '1', 'count has to be a number'],
    ['ratio', '1.5', 'ratio has to be a number'],
    ['ratio', Number.POSITIVE_INFINITY, 'ratio has to be a number'],
    ['when', '2026-02-30T08:00:00Z', 'when has to be a date and time'],
    ['when', '2026-01-31', 'when has to be a date and time'],
    ['when', 1_769_846_400, 'when has to be a string'],
    ['one', 'a', 'one has to be an object'],
    ['one', [{ text: 'a' }], 'one has to be an object'],
    ['one', { text: 1 }, 'one.text has to be a string'],
    ['texts', ['a', 1], 'texts[1] has to be a string'],
    ['parts', ['a'], 'parts[0] has to be an object'],
    ['parts', [[{ text: 'a' }]], 'parts[0] has to be an object'],
    ['parts', [{ text: 'a' }, { flag: 'no' }], 'parts[1].flag has to be true or false'],
  ])('of %s cannot be %j', (name, value, sentence) => {
    expect(() => sample(name, value)).toThrow(badRequest('invalidValue', sentence));
  });

  test.each(['true', 'True', 'TRUE', 'tRUE'])('%j is the boolean true', (text) => {
    expect(user({ active: text, emails: [{ value: 'a@b', primary: text }] })).toMatchObject({
      active: true,
      emails: [{ value: 'a@b', primary: true }],
    });
  });

  test.each(['false', 'False', 'FALSE', 'fALSE'])('%j is the boolean false', (text) => {
    expect(user({ active: text })).toMatchObject({ active: false });
  });

  test.each<[string, string]>([
    ['U+0000', 'a\u0000b'],
    ['the first half of a surrogate pair', 'a\ud83d'],
    ['the second half of a surrogate pair', '\ude00a'],
  ])('cannot hold %s, anywhere', (_, text) => {
    const refusal = badRequest('invalidValue', 'holds characters that are not allowed');
    expect(() => user({ userName: text })).toThrow(refusal);
    expect(() => user({ name: { givenName: text } })).toThrow(refusal);
    expect(() => user({ emails: [{ value: text }] })).toThrow(refusal);
    expect(() => user({ [ENTERPRISE]: { department: text } })).toThrow(refusal);
    expect(() => user({ password: text })).toThrow(refusal);
  });

  test.each<[string, Json]>([
    ['null', null],
    ['an empty string', ''],
  ])('that is %s leaves any attribute without one', (_, nothing) => {
    for (const { name } of SAMPLE.schema.attributes) expect(sample(name, nothing)).toBeUndefined();
    expect(user({ name: { givenName: 'Ada', familyName: nothing } })).toMatchObject({
      name: { givenName: 'Ada' },
    });
    expect(user({ [ENTERPRISE]: nothing })).toEqual({ userName: 'ada' });
    expect(user({ [ENTERPRISE]: { department: nothing } })).toEqual({ userName: 'ada' });
  });

  test.each<[string, Json]>([
    ['an empty list', []],
    ['a list of nothing', [null, '', {}]],
    ['a list of what only says which value it would be', [{ type: 'work', primary: true }]],
  ])('of several that is %s leaves the attribute without one', (_, nothing) => {
    expect(user({ emails: nothing, addresses: nothing })).toEqual({ userName: 'ada' });
  });

  test.each<[string, Json]>([
    ['without sub-attributes', {}],
    ['of unknown sub-attributes', { shoeSize: 42 }],
    ['of empty sub-attributes', { givenName: '', familyName: null }],
  ])('that is an object %s leaves the attribute without one', (_, nothing) => {
    expect(user({ name: nothing })).toEqual({ userName: 'ada' });
  });
});

describe('an attribute of several values', () => {
  test('may be sent as one value', () => {
    expect(user({ emails: { value: 'a@b' } })).toMatchObject({ emails: [{ value: 'a@b' }] });
  });

  test('holds each value once, however its sub-attributes are ordered', () => {
    const emails = [
      { value: 'a@b', type: 'work' },
      { type: 'work', value: 'a@b' },
      { type: 'home', value: 'a@b' },
    ];
    expect(user({ emails })).toMatchObject({ emails: [emails[0], emails[2]] });
  });

  test('has at most one primary value', () => {
    const primary = (value: string) => ({ value, primary: 'True' });
    expect(user({ emails: [primary('a@b'), { value: 'c@d', primary: false }] })).toMatchObject({
      emails: [
        { value: 'a@b', primary: true },
        { value: 'c@d', primary: false },
      ],
    });
    expect(() => user({ emails: [primary('a@b'), primary('c@d')] })).toThrow(
      badRequest('invalidValue', 'only one value of emails may be primary'),
    );
  });

  test(`has at most ${MAX_VALUES} values`, () => {
    const roles = Array.from({ length: MAX_VALUES + 1 }, (_, index) => ({ value: `r${index}` }));
    expect(user({ roles: roles.slice(1) })).toMatchObject({ roles: roles.slice(1) });
    expect(() => user({ roles })).toThrow(badRequest('invalidValue', `at most ${MAX_VALUES} values`));
  });
});

describe('a password', () => {
  test('is checked for its type and discarded', () => {
    expect(user({ password: 'correct horse' })).toEqual({ userName: 'ada' });
    expect(() => user({ password: 1 })).toThrow(badRequest('invalidValue', 'password has to be a string'));
  });
});
