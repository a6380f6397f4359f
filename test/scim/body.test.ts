import { describe, expect, test } from '@jest/globals';
import { parseResource } from '../../lambda/scim/body.ts';
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { group, user } from './parsed.ts';
import { badRequest, ENTERPRISE, GROUP_URN, MISTYPED, USER_URN, wire } from './support.ts';

describe('the body of a POST or PUT', () => {
  test.each<[string, Json]>([
    ['null', null],
    ['a list', []],
    ['a string', 'userName'],
    ['a number', 1],
    ['true', true],
  ])('cannot be %s', (_, body) => {
    expect(() => parseResource(USER, body)).toThrow(badRequest('invalidSyntax', 'a JSON object'));
  });

  test.each<[string, JsonObject]>([
    ['are missing', {}],
    ['are null', { schemas: null }],
    ['are a string', { schemas: USER_URN }],
    ['are empty', { schemas: [] }],
    ['name another resource type only', { schemas: [GROUP_URN] }],
    ['name the extension only', { schemas: [ENTERPRISE] }],
    ['hold no strings', { schemas: [[USER_URN], 1, null] }],
  ])('is refused when its schemas %s', (_, body) => {
    expect(() => parseResource(USER, { userName: 'ada', ...body })).toThrow(
      badRequest('invalidSyntax', USER_URN),
    );
  });

  test.each<[string, JsonObject]>([
    ['in any case', { schemas: [USER_URN.toUpperCase()] }],
    ['under a name in any case', { SCHEMAS: [USER_URN] }],
    [
      'beside others that nobody knows',
      { schemas: ['http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/User', USER_URN] },
    ],
  ])('names its schema %s', (_, body) => {
    expect(parseResource(USER, { userName: 'ada', ...body }).attributes).toEqual({ userName: 'ada' });
  });

  test('keeps what the schemas define and drops what they do not', () => {
    expect(user({ displayName: 'Ada', shoeSize: 42, 'name.givenName': 'Ada' })).toEqual({
      userName: 'ada',
      displayName: 'Ada',
    });
    expect(group({ 'members.value': 'x' })).toEqual({ attributes: { displayName: 'Crew' }, members: [] });
  });

  test('drops what only the service writes, whatever it is', () => {
    const readOnly = { id: 7, meta: 'x', groups: [{ value: 'g' }] };
    expect(user({ ...readOnly, [ENTERPRISE]: { manager: { value: 'm', displayName: 'Grace' } } })).toEqual({
      userName: 'ada',
      [ENTERPRISE]: { manager: { value: 'm' } },
    });
  });

  test('drops sub-attributes that the schema does not know', () => {
    expect(user({ name: { givenName: 'Ada', nick: 'A' } })).toEqual({
      userName: 'ada',
      name: { givenName: 'Ada' },
    });
  });

  test('finds names in any case and keeps them as the schemas spell them', () => {
    expect(
      parseResource(USER, {
        schemas: [USER_URN],
        USERNAME: 'ada',
        NAME: { GIVENNAME: 'Ada' },
        EMAILS: [{ VALUE: 'a@b', Type: 'work' }],
        [ENTERPRISE.toUpperCase()]: { EMPLOYEENUMBER: '7' },
      }).attributes,
    ).toEqual({
      userName: 'ada',
      name: { givenName: 'Ada' },
      emails: [{ value: 'a@b', type: 'work' }],
      [ENTERPRISE]: { employeeNumber: '7' },
    });
  });

  test.each<[string, JsonObject]>([
    ['in two cases', { displayName: 'a', DISPLAYNAME: 'b' }],
    ['with and without its URN', { displayName: 'a', [`${USER_URN}:displayName`]: 'b' }],
    ['in an extension', { [ENTERPRISE]: { division: 'a', Division: 'b' } }],
    [
      'in both spellings of the extension',
      { [ENTERPRISE]: { division: 'a' }, [MISTYPED]: { division: 'b' } },
    ],
    ['by its short name', { manager: 'a', [ENTERPRISE]: { manager: 'b' } }],
  ])('is refused with an attribute twice: %s', (_, body) => {
    expect(() => user(body)).toThrow(badRequest('invalidSyntax', 'twice'));
  });

  test('is refused with a sub-attribute twice', () => {
    expect(() => user({ name: { givenName: 'a', GivenName: 'b' } })).toThrow(
      badRequest('invalidSyntax', 'name.givenName is given twice'),
    );
  });

  test('may name attributes with the URN of their schema', () => {
    expect(user({ [`${USER_URN}:displayName`]: 'Ada', [`${ENTERPRISE}:department`]: 'R&D' })).toEqual({
      userName: 'ada',
      displayName: 'Ada',
      [ENTERPRISE]: { department: 'R&D' },
    });
  });
});

describe('a required attribute', () => {
  test.each<[string, JsonObject]>([
    ['is missing', {}],
    ['is null', { userName: null }],
    ['is empty', { userName: '' }],
  ])('is asked for when it %s', (_, attributes) => {
    expect(() => parseResource(USER, { schemas: [USER_URN], ...attributes })).toThrow(
      badRequest('invalidValue', 'userName is required'),
    );
  });

  test('of a group is its displayName', () => {
    expect(() => parseResource(GROUP, { schemas: [GROUP_URN] })).toThrow(
      badRequest('invalidValue', 'displayName is required'),
    );
  });
});

describe('the names of a body', () => {
  test('that an object has by nature are names like any other', () => {
    const body = wire(`{
      "schemas": ["${USER_URN}"],
      "userName": "ada",
      "__proto__": { "userName": "polluted", "admin": true },
      "constructor": { "prototype": { "admin": true } },
      "toString": "x",
      "name": { "__proto__": { "admin": true }, "constructor": "x", "givenName": "Ada" },
      "emails": [{ "__proto__": { "value": "x" }, "hasOwnProperty": 1, "value": "a@b" }],
      "${ENTERPRISE}": { "__proto__": { "admin": true }, "manager": { "__proto__": { "value": "x" } } }
    }`);
    const { attributes } = parseResource(USER, body);
    expect(JSON.parse(JSON.stringify(attributes))).toEqual({
      userName: 'ada',
      name: { givenName: 'Ada' },
      emails: [{ value: 'a@b' }],
    });
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });
});
