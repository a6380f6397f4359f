import { describe, expect, test } from '@jest/globals';
import { router } from '../../../local/api-gateway/route.ts';
import { methodDefinition, routeDefinition } from '../support/api-definition.ts';

const paths = [
  '/',
  '/{proxy+}',
  '/Users',
  '/Users/{proxy+}',
  '/v2',
  '/v2/{proxy+}',
  '/v2/Users',
  '/items/{id}',
  '/items/all',
];
const find = router(paths.map((path) => routeDefinition(path)));

// Paths and parameters stay escaped, and one slash at the end is ignored: recorded on AWS.
test.each<[string, string, Readonly<Record<string, string>>]>([
  ['/', '/', {}],
  ['/Users', '/Users', {}],
  ['/Users/', '/Users', {}],
  ['/Users/1', '/Users/{proxy+}', { proxy: '1' }],
  ['/Users/1/', '/Users/{proxy+}', { proxy: '1' }],
  ['/Users/1/emails', '/Users/{proxy+}', { proxy: '1/emails' }],
  ['/Users/a%2Fb+c', '/Users/{proxy+}', { proxy: 'a%2Fb+c' }],
  ['/users', '/{proxy+}', { proxy: 'users' }],
  ['/User%73', '/{proxy+}', { proxy: 'User%73' }],
  ['/v2', '/v2', {}],
  ['/v2/Users', '/v2/Users', {}],
  ['/v2/Groups/1', '/v2/{proxy+}', { proxy: 'Groups/1' }],
  ['/items/all', '/items/all', {}],
  ['/items/7', '/items/{id}', { id: '7' }],
  ['/items/7/parts', '/{proxy+}', { proxy: 'items/7/parts' }],
])('%s is %s', (path, resource, parameters) => {
  const match = find('GET', path);
  expect(match?.route.path).toBe(resource);
  expect(Object.fromEntries(match?.pathParameters ?? [])).toEqual(parameters);
});

describe('a method', () => {
  const read = methodDefinition({ functionName: 'read' });
  const other = methodDefinition({ functionName: 'other' });
  const findMethod = router([
    routeDefinition('/Users', { GET: read, ANY: other }),
    routeDefinition('/Schemas', { GET: read }),
    routeDefinition('/{proxy+}', { ANY: other }),
  ]);

  test('of its own name comes before ANY', () => {
    expect(findMethod('GET', '/Users')?.method).toBe(read);
    expect(findMethod('PATCH', '/Users')?.method).toBe(other);
  });

  test('that the most specific resource lacks is not looked for in another', () => {
    expect(findMethod('POST', '/Schemas')).toBeUndefined();
  });

  test('that no API has is not part of ANY', () => {
    expect(findMethod('TRACE', '/Users')).toBeUndefined();
    expect(findMethod('get', '/Users')).toBeUndefined();
  });
});

test.each(['//', '//Users', '/Users//'])('%s is no resource of an API without a greedy root', (path) => {
  expect(router([routeDefinition('/Users')])('GET', path)).toBeUndefined();
});
