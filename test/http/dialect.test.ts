import { describe, expect, test } from '@jest/globals';
import { dialectOf } from '../../lambda/http/dialect.ts';

describe('the dialect of a request is told', () => {
  test.each([
    ['Okta SCIM Client 1.0.0', 'okta'],
    ['OneLogin-SCIM', 'onelogin'],
    ['JumpCloud', 'jumpcloud'],
    ['Mozilla/5.0', 'other'],
  ])('by the name of the client: %s', (userAgent, dialect) => {
    expect(dialectOf(userAgent, new Map(), undefined)).toBe(dialect);
  });

  test("by Entra's flag in the Tenant URL", () => {
    expect(dialectOf(undefined, new Map([['aadoptscim062020', ['']]]), undefined)).toBe('entra-flag');
  });

  test.each([
    ['{"Operations":[{"op":"Add"}]}', 'entra-default'],
    ['{"Operations":[{"op" : "Replace"}]}', 'entra-default'],
    ['{"Operations":[{"op":"add"}]}', 'other'],
    ['{"op":"Addition"}', 'other'],
  ])('by its capital operations: %s', (body, dialect) => {
    expect(dialectOf(undefined, new Map(), Buffer.from(body))).toBe(dialect);
  });
});
