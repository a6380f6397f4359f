import { describe, expect, test } from '@jest/globals';
import { type Draft, parseResource } from '../../lambda/scim/body.ts';
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { MAX_VALUES } from '../../lambda/scim/value.ts';
import { EXTENSION, SAMPLE } from './filter/sample.ts';
import { badRequest, ENTERPRISE, GROUP_URN, MISTYPED, USER_URN, wire } from './support.ts';

const user = (attributes: JsonObject): Draft['attributes'] =>
  parseResource(USER, { schemas: [USER_URN], userName: 'ada', ...attributes }).attributes;

const group = (attributes: JsonObject): Draft =>
  parseResource(GROUP, { schemas: [GROUP_URN], displayName: 'Crew', ...attributes });

/** What the body's only attribute, of a resource that has one of each type, becomes. */
const sample = (name: string, value: Json): Json | undefined =>
  parseResource(SAMPLE, { schemas: [SAMPLE.schema.id], [name]: value }).attributes[name];

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

describe('a value', () => {
  test.each<[string, Json]>([
    ['text', 'Ω😀'],
    ['link', 'https://example.com/a'],
    ['blob', 'aGVsbG8='],
    ['blob', 'a-b_'],
    ['flag', true],
    ['flag', false],
    ['count', 42],
    ['count', -1],
    ['ratio', 1.5],
    ['when', '2026-01-31T08:00:00.123Z'],
    ['when', '2026-01-31T08:00:00+05:30'],
    ['one', { text: 'a', count: 1 }],
    ['texts', ['a', 'b']],
    ['flags', [true, false]],
    ['parts', [{ text: 'a' }, { text: 'b' }]],
  ])('of %s may be %j', (name, value) => {
    expect(sample(name, value)).toEqual(value);
  });

  test.each<[string, Json, string]>([
    ['text', 1, 'text has to be a string'],
    ['text', true, 'text has to be a string'],
    ['text', ['a'], 'text has to be a string'],
    ['text', { value: 'a' }, 'text has to be a string'],
    ['link', 1, 'link has to be a string'],
    ['blob', '***', 'blob has to be base64'],
    ['blob', 'a=b', 'blob has to be base64'],
    ['flag', 'yes', 'flag has to be true or false'],
    ['flag', 1, 'flag has to be true or false'],
    ['flag', [true], 'flag has to be true or false'],
    ['count', 1.5, 'count has to be an integer'],
    ['count', 2 ** 60, 'count has to be an integer'],
    ['count', '1', 'count has to be a number'],
    ['ratio', '1.5', 'ratio has to be a number'],
    ['ratio', Number.POSITIVE_INFINITY, 'ratio has to be a number'],
    ['when', '2026-02-30T08:00:00Z', 'when has to be a date and time'],
    ['when', '2026-01-31', 'when has to be a date and time'],
    ['when', 1_769_846_400, 'when has to be a string'],
    ['one', 'a', 'one has to be an object'],
    ['one', [{ text: 'a' }], 'one has to be an object'],
    ['one', { text: 1 }, 'one.text has to be a string'],
    ['texts', ['a', 1], 'texts[1] has to be a string'],
    ['parts', ['a'], 'parts[0] has to be an object'],
    ['parts', [[{ text: 'a' }]], 'parts[0] has to be an object'],
    ['parts', [{ text: 'a' }, { flag: 'no' }], 'parts[1].flag has to be true or false'],
  ])('of %s cannot be %j', (name, value, sentence) => {
    expect(() => sample(name, value)).toThrow(badRequest('invalidValue', sentence));
  });

  test.each(['true', 'True', 'TRUE', 'tRUE'])('%j is the boolean true', (text) => {
    expect(user({ active: text, emails: [{ value: 'a@b', primary: text }] })).toMatchObject({
      active: true,
      emails: [{ value: 'a@b', primary: true }],
    });
  });

  test.each(['false', 'False', 'FALSE', 'fALSE'])('%j is the boolean false', (text) => {
    expect(user({ active: text })).toMatchObject({ active: false });
  });

  test.each<[string, string]>([
    ['U+0000', 'a\u0000b'],
    ['the first half of a surrogate pair', 'a\ud83d'],
    ['the second half of a surrogate pair', '\ude00a'],
  ])('cannot hold %s, anywhere', (_, text) => {
    const refusal = badRequest('invalidValue', 'holds characters that are not allowed');
    expect(() => user({ userName: text })).toThrow(refusal);
    expect(() => user({ name: { givenName: text } })).toThrow(refusal);
    expect(() => user({ emails: [{ value: text }] })).toThrow(refusal);
    expect(() => user({ [ENTERPRISE]: { department: text } })).toThrow(refusal);
    expect(() => user({ password: text })).toThrow(refusal);
  });

  test.each<[string, Json]>([
    ['null', null],
    ['an empty string', ''],
  ])('that is %s leaves any attribute without one', (_, nothing) => {
    for (const { name } of SAMPLE.schema.attributes) expect(sample(name, nothing)).toBeUndefined();
    expect(user({ name: { givenName: 'Ada', familyName: nothing } })).toMatchObject({
      name: { givenName: 'Ada' },
    });
    expect(user({ [ENTERPRISE]: nothing })).toEqual({ userName: 'ada' });
    expect(user({ [ENTERPRISE]: { department: nothing } })).toEqual({ userName: 'ada' });
  });

  test.each<[string, Json]>([
    ['an empty list', []],
    ['a list of nothing', [null, '', {}]],
    ['a list of what only says which value it would be', [{ type: 'work', primary: true }]],
  ])('of several that is %s leaves the attribute without one', (_, nothing) => {
    expect(user({ emails: nothing, addresses: nothing })).toEqual({ userName: 'ada' });
  });

  test.each<[string, Json]>([
    ['without sub-attributes', {}],
    ['of unknown sub-attributes', { shoeSize: 42 }],
    ['of empty sub-attributes', { givenName: '', familyName: null }],
  ])('that is an object %s leaves the attribute without one', (_, nothing) => {
    expect(user({ name: nothing })).toEqual({ userName: 'ada' });
  });
});

describe('an attribute of several values', () => {
  test('may be sent as one value', () => {
    expect(user({ emails: { value: 'a@b' } })).toMatchObject({ emails: [{ value: 'a@b' }] });
  });

  test('holds each value once, however its sub-attributes are ordered', () => {
    const emails = [
      { value: 'a@b', type: 'work' },
      { type: 'work', value: 'a@b' },
      { type: 'home', value: 'a@b' },
    ];
    expect(user({ emails })).toMatchObject({ emails: [emails[0], emails[2]] });
  });

  test('has at most one primary value', () => {
    const primary = (value: string) => ({ value, primary: 'True' });
    expect(user({ emails: [primary('a@b'), { value: 'c@d', primary: false }] })).toMatchObject({
      emails: [
        { value: 'a@b', primary: true },
        { value: 'c@d', primary: false },
      ],
    });
    expect(() => user({ emails: [primary('a@b'), primary('c@d')] })).toThrow(
      badRequest('invalidValue', 'only one value of emails may be primary'),
    );
  });

  test(`has at most ${MAX_VALUES} values`, () => {
    const roles = Array.from({ length: MAX_VALUES + 1 }, (_, index) => ({ value: `r${index}` }));
    expect(user({ roles: roles.slice(1) })).toMatchObject({ roles: roles.slice(1) });
    expect(() => user({ roles })).toThrow(badRequest('invalidValue', `at most ${MAX_VALUES} values`));
  });
});

describe('an extension', () => {
  test.each([ENTERPRISE, MISTYPED, ENTERPRISE.toLowerCase()])('is found under %s', (urn) => {
    expect(user({ [urn]: { employeeNumber: '7' } })).toEqual({
      userName: 'ada',
      [ENTERPRISE]: { employeeNumber: '7' },
    });
  });

  test('has attributes of its own under names that the core has too', () => {
    const { attributes } = parseResource(SAMPLE, {
      schemas: [SAMPLE.schema.id],
      text: 'core',
      [EXTENSION]: { text: 'more', grade: 1, tags: [{ value: 'a' }] },
    });
    expect(attributes).toEqual({
      text: 'core',
      [EXTENSION]: { text: 'more', grade: 1, tags: [{ value: 'a' }] },
    });
  });

  test.each<[string, Json]>([
    ['a string', 'Sales'],
    ['a number', 1],
    ['a list', [{ department: 'Sales' }]],
  ])('cannot be %s', (_, value) => {
    expect(() => user({ [ENTERPRISE]: value })).toThrow(badRequest('invalidValue', ENTERPRISE));
  });

  test('without a value left is not there', () => {
    expect(user({ [ENTERPRISE]: {} })).toEqual({ userName: 'ada' });
    expect(user({ [ENTERPRISE]: [] })).toEqual({ userName: 'ada' });
    expect(user({ [ENTERPRISE]: { shoeSize: 42, manager: {} } })).toEqual({ userName: 'ada' });
  });
});

describe('a manager', () => {
  const managers: readonly [string, Json][] = [
    ['an object', { value: 'm' }],
    ['a plain id', 'm'],
    ['a list of one object', [{ value: 'm', $ref: 'https://example.com/scim/Users/m' }]],
    ['a list of one id', ['m']],
    ['a reference only', { $ref: 'https://example.com/scim/Users/m' }],
    ['an object with a name, which is for the service to give', { value: 'm', displayName: 'Grace' }],
  ];

  test.each(managers)('may be sent as %s', (_, manager) => {
    const expected = { userName: 'ada', [ENTERPRISE]: { manager: { value: 'm' } } };
    expect(user({ [ENTERPRISE]: { manager } })).toEqual(expected);
    expect(user({ manager })).toEqual(expected);
  });

  test.each<[string, Json]>([
    ['null', null],
    ['""', ''],
    ['[]', []],
    ['[null]', [null]],
    ['[""]', ['']],
    ['{}', {}],
    ['an object with an empty value', { value: '' }],
  ])('that is %s is none', (_, manager) => {
    expect(user({ [ENTERPRISE]: { manager } })).toEqual({ userName: 'ada' });
  });

  test.each<[string, Json]>([
    ['two', ['m', 'n']],
    ['a number', 1],
    ['a value that is no string', { value: 1 }],
  ])('cannot be %s', (_, manager) => {
    expect(() => user({ [ENTERPRISE]: { manager } })).toThrow(badRequest('invalidValue', 'manager'));
  });
});

describe('a password', () => {
  test('is checked for its type and discarded', () => {
    expect(user({ password: 'correct horse' })).toEqual({ userName: 'ada' });
    expect(() => user({ password: 1 })).toThrow(badRequest('invalidValue', 'password has to be a string'));
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
