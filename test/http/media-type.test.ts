import { describe, expect, test } from '@jest/globals';
import { acceptsScim } from '../../lambda/http/media-type.ts';

describe('an answer in application/scim+json', () => {
  test.each([
    '',
    '*/*',
    'application/*',
    'application/scim+json',
    'application/json',
    'Application/SCIM+JSON; charset=utf-8',
    'application/json;odata.metadata=none',
    'application/scim+json, application/json',
    'text/html;q=0.5, application/scim+json, application/json;q=0.9',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'application/scim+json;q=0.001',
    'application/json, */*;q=0',
    'application/json;q=0, */*',
    'text/*, application/scim+json;q=0.1',
  ])('may be given to who accepts %j', (accept) => {
    expect(acceptsScim(accept)).toBe(true);
  });

  test.each([
    'text/html',
    'application/xml',
    'text/*',
    'text/json',
    'application/scim',
    'application/jsonx',
    'json',
    '*/*;q=0',
    'application/scim+json;q=0',
    'application/scim+json;q=0, */*',
    'application/scim+json;q=0, application/json',
    'application/*;q=0, */*',
  ])('may not be given to who accepts %j', (accept) => {
    expect(acceptsScim(accept)).toBe(false);
  });
});
