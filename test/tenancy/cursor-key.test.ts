import { expect, test } from '@jest/globals';
import { cursorKeyOf } from '../../lambda/tenancy/cursor-key.ts';
import { digestOf } from '../../lambda/tenancy/digest.ts';
import { PEPPER } from './support.ts';

test('a cursor key is 32 bytes, the same whenever it is asked for', () => {
  const key = cursorKeyOf(PEPPER, 'contoso');
  expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  expect(cursorKeyOf(PEPPER, 'contoso')).toBe(key);
});

test('each tenant and each pepper has its own', () => {
  const keys = [
    cursorKeyOf(PEPPER, 'contoso'),
    cursorKeyOf(PEPPER, 'fabrikam'),
    cursorKeyOf({ version: 'v2', key: 'q'.repeat(64) }, 'contoso'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('none is the digest of a token, whatever the token', () => {
  for (const token of ['contoso', 'cursor\0contoso', 'cursor\0contoso\u0001']) {
    expect(cursorKeyOf(PEPPER, 'contoso')).not.toBe(digestOf(PEPPER, token));
  }
});
