import { describe, expect, test } from '@jest/globals';
import { parseEntityTags } from '../../lambda/scim/version.ts';
import { requireConditions } from '../../lambda/service/conditions.ts';
import { scimError } from '../scim/support.ts';
import { stored } from './support.ts';

const resource = stored('User', '1', { userName: 'ada' });

const required = (name: 'ifMatch' | 'ifNoneMatch', header: string) => () =>
  requireConditions({ [name]: parseEntityTags(header) }, resource);

test('conditions that are not given ask nothing', () => {
  expect(() => requireConditions({}, resource)).not.toThrow();
});

describe('version 5', () => {
  test.each(['*', 'W/"5"', '"5"', 'W/"5-Qx3vQx3vQx3v"', 'W/"4", W/"5"'])(
    'meets If-Match %s, and not If-None-Match',
    (header) => {
      expect(required('ifMatch', header)).not.toThrow();
      expect(required('ifNoneMatch', header)).toThrow(scimError(412, undefined, 'If-None-Match'));
    },
  );

  test.each(['W/"4"', '"50"', 'W/"x-5"', 'W/"5-anything"'])(
    'meets If-None-Match %s, and not If-Match',
    (header) => {
      expect(required('ifNoneMatch', header)).not.toThrow();
      expect(required('ifMatch', header)).toThrow(scimError(412, undefined, 'has changed'));
    },
  );
});
