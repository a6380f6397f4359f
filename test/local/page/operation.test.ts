import { describe, expect, test } from '@jest/globals';
import { meaningOf } from '../../../local/page/operation.ts';

const ID = '264efdbe-de09-4b95-82f8-d907e0b6bfed';

test.each([
  ['GET', '/scim/Users', 'List users'],
  ['POST', '/scim/Users', 'Create user'],
  ['GET', `/scim/Users/${ID}`, 'Read user'],
  ['PUT', `/scim/Users/${ID}`, 'Replace user'],
  ['PATCH', `/scim/v2/Groups/${ID}`, 'Change group'],
  ['DELETE', `/scim/Groups/${ID}/`, 'Delete group'],
  ['GET', '/scim/v2/Groups', 'List groups'],
  ['GET', '/scim/ServiceProviderConfig', 'Read features'],
  ['GET', '/scim/Schemas/urn:ietf:params:scim:schemas:core:2.0:User', 'Read schemas'],
  ['GET', '/scim/v2/ResourceTypes', 'Read resource types'],
  ['POST', '/scim/Users/.search', 'Look up user'],
  ['POST', '/scim/v2/Groups/.search', 'Look up group'],
  ['GET', '/scim/Users/.search', 'Other'],
  ['POST', '/scim/.search', 'Look up anything'],
  ['GET', '/scim', 'List everything'],
  ['GET', '/scim/v2/', 'List everything'],
  ['POST', '/scim/Bulk', 'Make several changes'],
  ['GET', '/scim/Bulk', 'Other'],
  ['POST', '/scim', 'Other'],
  ['POST', '/scim/Schemas', 'Other'],
  ['GET', '/scim/Me', 'Other'],
  ['DELETE', '/scim/Users', 'Other'],
  ['POST', `/scim/Users/${ID}`, 'Other'],
  ['GET', '/favicon.ico', 'Other'],
  ['GET', '', 'Other'],
])('%s %s is: %s', (method, path, operation) => {
  expect(meaningOf(method, path, false).operation).toBe(operation);
});

test('a list with a filter is a look-up', () => {
  expect(meaningOf('GET', '/scim/Users', true).operation).toBe('Look up user');
});

describe('the resource that a path names', () => {
  test('is told by type and id', () => {
    expect(meaningOf('GET', `/scim/v2/Groups/${ID}`, false)).toMatchObject({ type: 'Groups', id: ID });
  });

  test.each(['/scim/Users/ada', '/scim/Users/%3Cscript%3E', '/scim/Users', '/scim/Schemas/x'])(
    'is none in %s',
    (path) => {
      expect(meaningOf('GET', path, false).id).toBeUndefined();
    },
  );
});
