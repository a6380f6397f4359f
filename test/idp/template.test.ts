import { describe, expect, test } from '@jest/globals';
import { fillInAll, inOrder, resolve, type Variables } from '../../local/replay/template.ts';

const ID = '0b9c1c3e-1a6a-4c60-9b53-5c1f0f0f7d11';
const TIME = '2026-01-31T08:00:00.000Z';

const known = (): Variables =>
  new Map([
    ['tenantUrl', 'https://scim.example/scim'],
    ['user', ID],
  ]);

describe('names in a fixture', () => {
  test('stand for what was learned, anywhere in a string and at any depth', () => {
    expect(fillInAll({ a: ['x {{user}} y', 1, null] }, known())).toEqual({ a: [`x ${ID} y`, 1, null] });
  });

  test('stay open while they are unknown', () => {
    expect(fillInAll('{{nobody}}', known())).toBe('{{nobody}}');
  });
});

describe('a matcher', () => {
  const cases: readonly [string, string][] = [
    ['$uuid', ID],
    ['$timestamp', TIME],
    ['$etag', 'W/"7-x_Y"'],
    ['$text', 'there is no User'],
  ];
  test.each(cases)('%s becomes %s, which has its form', (matcher, value) => {
    expect(resolve(matcher, value, known())).toBe(value);
  });

  test.each([
    ['$uuid', ID.toUpperCase()],
    ['$timestamp', '2026-01-31T08:00:00Z'],
    ['$etag', '"7"'],
    ['$text', ''],
    ['$text', 1],
    ['$uuid', undefined],
  ])('%s differs from %p, which has not', (matcher, value) => {
    expect(resolve(matcher, value, known())).not.toEqual(value);
  });

  test('learns under the name behind "as"', () => {
    const variables = known();
    resolve({ id: '$uuid as again', copy: '{{again}}' }, { id: ID, copy: ID }, variables);
    expect(variables.get('again')).toBe(ID);
  });
});

describe('$meta', () => {
  const meta = {
    resourceType: 'User',
    created: TIME,
    lastModified: TIME,
    location: `https://scim.example/scim/Users/${ID}`,
    version: 'W/"1"',
  };
  const matches = (actual: unknown) => resolve('$meta /Users/{{user}}', actual, known()) === actual;

  test('is all of it, of this very resource', () => {
    expect(matches(meta)).toBe(true);
  });

  test.each([
    ['one more sub-attribute', { ...meta, extra: 1 }],
    ['one less', { ...meta, version: undefined }],
    ['another type', { ...meta, resourceType: 'Group' }],
    ['another location', { ...meta, location: `https://scim.example/scim/v2/Users/${ID}` }],
    ['a change before the creation', { ...meta, lastModified: '2025-01-31T08:00:00.000Z' }],
    ['nothing', undefined],
  ])('differs from %s', (_, actual) => {
    expect(matches(actual)).toBe(false);
  });
});

describe('an answer', () => {
  test('with an attribute more than the fixture says is not what it says', () => {
    expect(resolve({ id: '$uuid' }, { id: ID, more: 1 }, known())).toEqual({ id: ID });
  });

  test('may list resources, members and groups in any order, and nothing else', () => {
    const list = (...ids: string[]) => ({ members: ids.map((value) => ({ value })) });
    expect(inOrder(list('b', 'a'))).toEqual(inOrder(list('a', 'b')));
    expect(inOrder({ emails: [{ value: 'b' }, { value: 'a' }] })).toEqual({
      emails: [{ value: 'b' }, { value: 'a' }],
    });
  });
});
