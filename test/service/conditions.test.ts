import { describe, expect, test } from '@jest/globals';
import { parseEntityTags } from '../../lambda/scim/version.ts';
import { requireMatch } from '../../lambda/service/conditions.ts';
import { scimError } from '../scim/support.ts';
import { stored } from './support.ts';

describe('If-Match', () => {
  const resource = stored('User', '1', { userName: 'ada' });

  test('that is not given asks nothing', () => {
    expect(() => requireMatch(undefined, resource)).not.toThrow();
  });

  test.each(['*', 'W/"5"', '"5"', 'W/"5-abc"', 'W/"4", W/"5"'])('%s is met by version 5', (header) => {
    expect(() => requireMatch(parseEntityTags(header), resource)).not.toThrow();
  });

  test.each(['W/"4"', '"50"', 'W/"x-5"'])('%s is not', (header) => {
    expect(() => requireMatch(parseEntityTags(header), resource)).toThrow(scimError(412));
  });
});
