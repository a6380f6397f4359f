import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../lambda/scim/json.ts';
import {
  asked,
  DEFAULT_PROJECTION,
  EVERYTHING,
  parseProjection,
  project,
  selects,
} from '../../lambda/scim/projection.ts';
import { attribute } from '../../lambda/scim/schema/attribute.ts';
import type { ResourceModel } from '../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { requireAttribute } from '../../lambda/scim/schema/resolve.ts';
import { badRequest, ENTERPRISE, MISTYPED, USER_URN } from './support.ts';

const ADA: JsonObject = {
  schemas: [USER_URN, ENTERPRISE],
  id: '1',
  externalId: 'x',
  meta: { resourceType: 'User', created: '2026-01-31T08:00:00Z' },
  userName: 'ada',
  name: { familyName: 'Lovelace', givenName: 'Ada' },
  emails: [{ value: 'a@b', type: 'work' }, { value: 'c@d' }],
  groups: [{ value: 'g', display: 'Crew' }],
  [ENTERPRISE]: { department: 'Engines', manager: { value: 'm', displayName: 'Grace' } },
};
/** What is in every answer. */
const ALWAYS = { schemas: ADA['schemas'], id: '1' };

const only = (...attributes: string[]): JsonObject =>
  project(USER, parseProjection(USER, attributes, undefined), ADA);
const without = (...excluded: string[]): JsonObject =>
  project(USER, parseProjection(USER, undefined, excluded), ADA);
const except = (...names: string[]): JsonObject =>
  Object.fromEntries(Object.entries(ADA).filter(([name]) => !names.includes(name)));

describe('an answer', () => {
  test('holds everything by default, in the order of the schemas', () => {
    const { [ENTERPRISE]: extension, userName, ...others } = ADA;
    const shuffled = { userName, [ENTERPRISE]: extension, ...others };
    const projected = project(USER, DEFAULT_PROJECTION, shuffled as JsonObject);
    expect(projected).toEqual(ADA);
    expect(Object.keys(projected)).toEqual([
      ...['schemas', 'id', 'externalId', 'meta', 'userName', 'name', 'emails', 'groups'],
      ENTERPRISE,
    ]);
  });

  test('holds nothing that no schema knows', () => {
    expect(project(USER, DEFAULT_PROJECTION, { ...ADA, shoeSize: 42 })).toEqual(ADA);
  });
});

describe('attributes', () => {
  test.each<[string[], JsonObject]>([
    [['userName'], { userName: 'ada' }],
    [['USERNAME'], { userName: 'ada' }],
    [[' userName ', 'externalId'], { userName: 'ada', externalId: 'x' }],
    [[`${USER_URN}:userName`], { userName: 'ada' }],
    [['id'], {}],
    [['meta.created'], { meta: { created: '2026-01-31T08:00:00Z' } }],
    [['name'], { name: ADA['name'] ?? null }],
    [['name.givenName'], { name: { givenName: 'Ada' } }],
    [['name', 'name.givenName'], { name: ADA['name'] ?? null }],
    [['name.middleName'], {}],
    [['emails'], { emails: ADA['emails'] ?? null }],
    [['emails.type'], { emails: [{ type: 'work' }] }],
    [['emails.value', 'emails.type'], { emails: ADA['emails'] ?? null }],
    [['groups.value'], { groups: [{ value: 'g' }] }],
    [[`${ENTERPRISE}:department`], { [ENTERPRISE]: { department: 'Engines' } }],
    [[`${MISTYPED}:department`], { [ENTERPRISE]: { department: 'Engines' } }],
    [[`${ENTERPRISE}:manager.value`], { [ENTERPRISE]: { manager: { value: 'm' } } }],
    [['manager'], { [ENTERPRISE]: { manager: { value: 'm', displayName: 'Grace' } } }],
    [[ENTERPRISE.toUpperCase()], { [ENTERPRISE]: ADA[ENTERPRISE] ?? null }],
    [['displayName'], {}],
    [['shoeSize', '__proto__', 'name.shoeSize', ''], {}],
    [[], {}],
  ])('%j select these only', (names, selected) => {
    expect(only(...names)).toEqual({ ...ALWAYS, ...selected });
  });
});

describe('excludedAttributes', () => {
  test.each<[string[], JsonObject]>([
    [['userName'], except('userName')],
    [['USERNAME', 'name'], except('userName', 'name')],
    [['id', 'schemas'], ADA],
    [['meta'], except('meta')],
    [['name.givenName'], { ...ADA, name: { familyName: 'Lovelace' } }],
    [['name.givenName', 'name.familyName'], except('name')],
    [['emails.value'], { ...ADA, emails: [{ type: 'work' }] }],
    [['groups'], except('groups')],
    [[ENTERPRISE], except(ENTERPRISE)],
    [[`${ENTERPRISE}:manager`], { ...ADA, [ENTERPRISE]: { department: 'Engines' } }],
    [['manager.displayName'], { ...ADA, [ENTERPRISE]: { department: 'Engines', manager: { value: 'm' } } }],
    [['shoeSize', 'displayName'], ADA],
    [[], ADA],
  ])('%j leave these out', (names, left) => {
    expect(without(...names)).toEqual(left);
  });

  test('cannot be given together with attributes', () => {
    expect(() => parseProjection(USER, ['userName'], ['emails'])).toThrow(
      badRequest('invalidValue', 'together'),
    );
  });

  test.each(['attributes', 'excludedAttributes'])('and %s name at most 500', (parameter) => {
    const names = (count: number) => Array.from({ length: count }, (_, n) => `a${n}`);
    const parse = (count: number) =>
      parameter === 'attributes'
        ? parseProjection(USER, names(count), undefined)
        : parseProjection(USER, undefined, names(count));
    expect(() => parse(500)).not.toThrow();
    expect(() => parse(501)).toThrow(badRequest('invalidValue', 'at most 500'));
  });
});

describe('the characteristic returned', () => {
  const RETURNED = ['always', 'never', 'request', 'default'] as const;
  const each = (prefix: string) =>
    RETURNED.map((returned) => attribute(`${prefix}${returned}`, '', { returned }));
  const attributes = [
    ...each(''),
    attribute('one', '', {}, each('')),
    attribute('onRequest', '', { returned: 'request' }, each('')),
    attribute('hidden', '', { returned: 'never' }, each('')),
  ];
  const model: ResourceModel = {
    ...USER,
    schema: { ...USER.schema, attributes },
    extensions: [{ required: false, schema: { ...USER.schema, id: ENTERPRISE, attributes: each('x') } }],
  };
  const values = (prefix: string) => Object.fromEntries(RETURNED.map((name) => [`${prefix}${name}`, name]));
  const resource = {
    ...values(''),
    one: values(''),
    onRequest: values(''),
    hidden: values(''),
    [ENTERPRISE]: values('x'),
  };

  const projected = (attributesNamed?: string[], excluded?: string[]) =>
    project(model, parseProjection(model, attributesNamed, excluded), resource);

  test('by default leaves out what has to be asked for and what is never returned', () => {
    expect(projected()).toEqual({
      always: 'always',
      default: 'default',
      one: { always: 'always', default: 'default' },
      [ENTERPRISE]: { xalways: 'always', xdefault: 'default' },
    });
  });

  test('has what is always returned, and never what is never', () => {
    const hidden = ['never', 'one.never', 'onRequest.never', 'hidden', 'hidden.default', 'hidden.always'];
    expect(projected(hidden)).toEqual({
      always: 'always',
      [ENTERPRISE]: { xalways: 'always' },
    });
    const everything = ['always', 'default', 'one', 'one.always', ENTERPRISE, `${ENTERPRISE}:xalways`];
    expect(projected(undefined, everything)).toEqual({
      always: 'always',
      [ENTERPRISE]: { xalways: 'always' },
    });
  });

  test('gives a filter everything but what is never returned', () => {
    const { never: _, ...most } = values('');
    expect(project(model, EVERYTHING, resource)).toEqual({
      ...most,
      one: most,
      onRequest: most,
      [ENTERPRISE]: { xalways: 'always', xrequest: 'request', xdefault: 'default' },
    });
  });

  test('gives on request what is asked for by name', () => {
    expect(projected(['request', 'one.request', 'onRequest', ENTERPRISE])).toEqual({
      always: 'always',
      request: 'request',
      one: { always: 'always', request: 'request' },
      onRequest: { always: 'always', default: 'default' },
      [ENTERPRISE]: { xalways: 'always', xrequest: 'request', xdefault: 'default' },
    });
  });
});

describe('what is kept apart from a resource', () => {
  const members = requireAttribute(GROUP, 'members');
  const display = requireAttribute(GROUP, 'members.display');

  test.each<[string, string[] | undefined, string[] | undefined, boolean, boolean]>([
    ['nothing', undefined, undefined, true, false],
    ['attributes=members', ['members'], undefined, true, false],
    ['attributes=MEMBERS.value', ['MEMBERS.value'], undefined, true, false],
    ['attributes=members.display', ['members.display'], undefined, true, true],
    ['attributes=displayName', ['displayName'], undefined, false, false],
    ['attributes=', [], undefined, false, false],
    ['excludedAttributes=members', undefined, ['members'], false, false],
    ['excludedAttributes=members.display', undefined, ['members.display'], true, false],
    ['excludedAttributes=displayName', undefined, ['displayName'], true, false],
  ])('is read for %s only when the answer shows it', (_, attributes, excluded, read, named) => {
    const projection = parseProjection(GROUP, attributes, excluded);
    expect(selects(projection, members)).toBe(read);
    expect(asked(projection, display)).toBe(named);
  });

  test.each<[string, string[] | undefined, string[] | undefined, boolean]>([
    ['nothing', undefined, undefined, true],
    ['attributes=meta', ['meta'], undefined, true],
    ['attributes=meta.version', ['meta.version'], undefined, true],
    ['attributes=meta.location', ['meta.location'], undefined, false],
    ['attributes=displayName', ['displayName'], undefined, false],
    ['excludedAttributes=meta', undefined, ['meta'], false],
    ['excludedAttributes=meta.version', undefined, ['meta.version'], false],
    ['excludedAttributes=meta.created', undefined, ['meta.created'], true],
  ])('a sub-attribute is, for %s, only when the answer shows it itself', (_, attributes, excluded, read) => {
    const projection = parseProjection(GROUP, attributes, excluded);
    expect(selects(projection, requireAttribute(GROUP, 'meta.version'))).toBe(read);
  });
});
