import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { COMMON_ATTRIBUTES } from '../../../lambda/scim/schema/common.ts';
import { USER } from '../../../lambda/scim/schema/models.ts';
import { SAMPLE } from '../../scim/filter/sample.ts';
import { schemaViolations, shapeOf } from './schema.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const user = shapeOf(USER, COMMON_ATTRIBUTES);
const sample = shapeOf(SAMPLE, []);
const whole: JsonObject = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
  id: '1',
  userName: 'ada',
  active: true,
  emails: [{ value: 'a@example.com', type: 'work', primary: true }, { value: 'b@example.com' }],
  [ENTERPRISE]: { department: 'Engines', manager: { value: '2' } },
};

describe('a resource', () => {
  test('that is as its schemas have it has nothing wrong', () => {
    expect(schemaViolations(user, whole, 'shown')).toEqual([]);
  });

  test.each<[string, JsonObject]>([
    ['userName is missing', { userName: undefined as never }],
    ['"nick" is in no schema', { nick: 'a' }],
    ['"username" is in no schema', { username: 'a' }],
    ['title is no string', { title: '' }],
    ['title is no string', { title: null }],
    ['title is no string', { title: ['a'] }],
    ['title is no string', { title: 'a\u0000' }],
    ['title is no string', { title: '\ud800' }],
    ['active is no boolean', { active: 'True' }],
    ['password is kept', { password: 'a' }],
    ['name. is empty', { name: {} }],
    ['name.given" is in no schema', { name: { given: 'a' } }],
    ['emails is no list', { emails: { value: 'a' } }],
    ['emails is empty', { emails: [] }],
    ['emails[0] is no object', { emails: ['a'] }],
    ['emails[0].value is no string', { emails: [{ value: 1 }] }],
    ['emails has 2 primary values', { emails: ['a', 'b'].map((value) => ({ value, primary: true })) }],
    [`${ENTERPRISE} is no object`, { [ENTERPRISE]: 'a' }],
    [`${ENTERPRISE}: is empty`, { [ENTERPRISE]: {} }],
    [`${ENTERPRISE}:"title" is in no schema`, { [ENTERPRISE]: { title: 'a' } }],
    [
      'another prototype',
      { name: Object.create({ givenName: 'a' }, { familyName: { value: 'b', enumerable: true } }) },
    ],
  ])('is told that %s', (violation, change) => {
    const changed = Object.fromEntries(
      Object.entries({ ...whole, ...change }).filter(([, value]) => value !== undefined),
    );
    const found = schemaViolations(user, changed, 'shown');
    expect(found).toHaveLength(1);
    expect(found[0]?.replace('name."given', 'name.given')).toContain(violation);
  });

  test.each<[string, JsonObject]>([
    ['count is no integer', { count: 1.5 }],
    ['count is no integer', { count: 2 ** 53 }],
    ['ratio is no decimal', { ratio: Number.POSITIVE_INFINITY }],
    ['ratio is no decimal', { ratio: '1' }],
    ['when is no dateTime', { when: '2026-01-31' }],
    ['when is no dateTime', { when: '2026-13-31T08:00:00Z' }],
    ['blob is no binary', { blob: 'ä' }],
    ['flags[0] is no boolean', { flags: [1] }],
    ['many has a value twice', { many: [{ value: 'a' }, { value: 'a' }] }],
  ])('of another type is told that %s', (violation, resource) => {
    expect(schemaViolations(sample, resource, 'kept')).toEqual([expect.stringContaining(violation)]);
  });

  test('that is kept may have what is never shown', () => {
    expect(schemaViolations(sample, { secret: 'a' }, 'kept')).toEqual([]);
    expect(schemaViolations(sample, { secret: 'a' }, 'part')).toEqual(['secret is shown']);
  });

  test('that is shown in part need not have what is required', () => {
    expect(schemaViolations(user, { id: '1' }, 'part')).toEqual([]);
  });
});
