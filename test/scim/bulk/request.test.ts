import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_OPERATIONS, parseBulk } from '../../../lambda/scim/bulk/request.ts';
import { ScimError } from '../../../lambda/scim/error.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { anyJson } from '../json.ts';
import { badRequest, scimError } from '../support.ts';
import { BULK_REQUEST, bulkOf, newUser, operationsOf, remove } from './support.ts';

const ID = '0b9a4c1e-6f0d-4a55-9d8f-6f1d2c7f9a31';

describe('a bulk request', () => {
  test('is a list of operations, in their order', () => {
    const { operations, failOnErrors } = parseBulk(
      bulkOf([newUser('ada'), { method: 'put', path: `Groups/${ID}`, version: 'W/"4", "5"', data: {} }]),
    );
    expect(failOnErrors).toBe(Number.POSITIVE_INFINITY);
    expect(operations).toMatchObject([
      {
        place: 0,
        method: 'POST',
        bulkId: 'ada',
        asks: { method: 'POST', type: 'User', target: undefined, ifMatch: undefined },
      },
      {
        place: 1,
        method: 'PUT',
        type: 'Group',
        target: ID,
        asks: { method: 'PUT', type: 'Group', target: ID, ifMatch: ['4', '5'], data: {} },
      },
    ]);
  });

  test('says after how many failures it ends', () => {
    expect(parseBulk(bulkOf([], { failOnErrors: 3 }))).toEqual({ operations: [], failOnErrors: 3 });
    expect(parseBulk(bulkOf([], { FAILONERRORS: null })).failOnErrors).toBe(Number.POSITIVE_INFINITY);
  });

  test.each<[string, Json]>([
    ['no object', []],
    ['without schemas', { Operations: [] }],
    ['of another schema', { schemas: ['urn:example'], Operations: [] }],
    ['without Operations', { schemas: [BULK_REQUEST] }],
    ['whose Operations are no array', { schemas: [BULK_REQUEST], Operations: {} }],
    ['one of whose Operations is no object', bulkOf([remove(`/Users/${ID}`), 'x'])],
  ])('%s is a 400 invalidSyntax', (_, body) => {
    expect(() => parseBulk(body)).toThrow(badRequest('invalidSyntax'));
  });

  test.each([0, -1, 1.5, '1', true, 1e30])('with failOnErrors %j is a 400 invalidValue', (failOnErrors) => {
    expect(() => parseBulk(bulkOf([], { failOnErrors }))).toThrow(badRequest('invalidValue', 'failOnErrors'));
  });

  test('has at most so many operations, and says how many', () => {
    const many = (count: number) => bulkOf(Array.from({ length: count }, () => remove(`/Users/${ID}`)));
    expect(parseBulk(many(MAX_OPERATIONS)).operations).toHaveLength(MAX_OPERATIONS);
    expect(() => parseBulk(many(MAX_OPERATIONS + 1))).toThrow(
      scimError(413, undefined, 'at most 1000 operations (maxOperations); this one has 1001'),
    );
  });

  test('cannot tell two creations of one bulkId apart', () => {
    expect(() => parseBulk(bulkOf([newUser('ada'), newUser('ada')]))).toThrow(
      badRequest('invalidValue', 'two operations have the bulkId "ada"'),
    );
    const others = [newUser('ada'), { ...remove(`/Users/${ID}`), bulkId: 'ada' }];
    expect(parseBulk(bulkOf(others)).operations).toHaveLength(2);
  });
});

describe('an operation', () => {
  const post = newUser('ada');
  const put = { method: 'PUT', path: `/Users/${ID}`, data: {} };

  test.each<[string, JsonObject, unknown]>([
    ['without a method', { ...post, method: null }, badRequest('invalidValue', 'method')],
    ['that reads', { method: 'GET', path: '/Users' }, badRequest('invalidValue', 'method')],
    ['without a path', { ...post, path: null }, badRequest('invalidValue', 'path')],
    ['whose path is no string', { ...post, path: 7 }, badRequest('invalidValue', 'path')],
    ['whose path is too long', { ...put, path: `/Users/${'x'.repeat(600)}` }, badRequest('invalidValue')],
    ['of no endpoint', { ...post, path: '/Robots' }, scimError(404, undefined, '"/Robots"')],
    ['of discovery', { ...put, path: '/Schemas/x' }, scimError(404)],
    ['of itself', { ...post, path: '/Bulk' }, scimError(404)],
    ['of something below a user', { ...put, path: `/Users/${ID}/emails` }, scimError(404)],
    ['of a whole URL', { ...put, path: `https://x/scim/Users/${ID}` }, scimError(404)],
    [
      'that creates a resource with an id',
      { ...post, path: `/Users/${ID}` },
      badRequest('invalidValue', 'POST'),
    ],
    ['that replaces nothing', { ...put, path: '/Users/' }, badRequest('invalidValue', 'name a resource')],
    ['that creates without a bulkId', { ...post, bulkId: '' }, badRequest('invalidValue', 'bulkId')],
    ['whose bulkId is no string', { ...post, bulkId: 7 }, badRequest('invalidValue', 'bulkId')],
    ['whose bulkId is too long', { ...post, bulkId: 'x'.repeat(257) }, badRequest('invalidValue', 'bulkId')],
    ['without data', { ...post, data: null }, badRequest('invalidValue', 'data')],
    ['whose version is no string', { ...put, version: 5 }, badRequest('invalidValue', 'version')],
    [
      'whose version is no entity tag',
      { ...put, version: '5' },
      badRequest('invalidValue', 'version has to be'),
    ],
  ])('%s fails by itself', (_, wrong, refusal) => {
    expect(operationsOf(wrong, remove(`/Users/${ID}`))).toEqual([
      expect.objectContaining({ place: 0, refusal }),
      expect.objectContaining({ place: 1, asks: expect.anything() }),
    ]);
  });

  test('that fails is named as far as it can be', () => {
    expect(operationsOf({ ...put, bulkId: 'b', data: null })).toEqual([
      { place: 0, method: 'PUT', bulkId: 'b', type: 'User', target: ID, refusal: badRequest('invalidValue') },
    ]);
  });

  test.each(['version', 'data'])('passes over %s where it has no use', (name) => {
    expect(operationsOf({ ...remove(`/Users/${ID}`), version: null, [name]: null })).toMatchObject([
      { asks: { ifMatch: undefined, data: null } },
    ]);
    expect(operationsOf({ ...post, version: 7 })).toMatchObject([{ asks: { ifMatch: undefined } }]);
  });
});

test('anything else is a list of operations or a ScimError', () => {
  const operation = fc
    .tuple(
      fc.constantFrom('POST', 'PATCH', 'put', 'GET', 7),
      fc.constantFrom('/Users', '/Groups/x', ''),
      anyJson,
    )
    .map(([method, path, data]) => ({ method, path, bulkId: 'b', data }));
  const body = fc.oneof(
    anyJson,
    fc.array(fc.oneof(operation, anyJson), { maxLength: 3 }).map((all) => bulkOf(all as Json[])),
  );
  fc.assert(
    fc.property(body, (sent) => {
      try {
        for (const one of parseBulk(sent).operations) expect('asks' in one || 'refusal' in one).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ScimError);
      }
    }),
    { numRuns: 1_000 },
  );
});
