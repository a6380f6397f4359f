/** What an extension declares holds as what the RFCs define: the sample is tried as it ships. */
import { describe, expect, test } from '@jest/globals';
import { parseResource } from '../../lambda/scim/body.ts';
import { compile } from '../../lambda/scim/filter/evaluate.ts';
import { parseFilter } from '../../lambda/scim/filter/parser.ts';
import { indexedValues } from '../../lambda/scim/index-entries.ts';
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { replaced } from '../../lambda/scim/kept.ts';
import { applyChanges } from '../../lambda/scim/patch/apply.ts';
import { parsePatch } from '../../lambda/scim/patch/operations.ts';
import { parseProjection, project } from '../../lambda/scim/projection.ts';
import { attribute } from '../../lambda/scim/schema/attribute.ts';
import { declaredIndexes } from '../../lambda/scim/schema/declared-index.ts';
import type {
  AttributeDefinition,
  DeclaredExtension,
  ResourceModel,
} from '../../lambda/scim/schema/definition.ts';
import { extended } from '../../lambda/scim/schema/extended.ts';
import { CORE_GROUP, CORE_USER, GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { parseSort, sortKeyOf } from '../../lambda/scim/sort.ts';
import { withoutUndeclared } from '../../lambda/scim/undeclared.ts';
import { ACME, ACME_USER } from './extension-model.ts';
import { badRequest, ENTERPRISE, PATCH_OP, USER_URN } from './support.ts';

const created = (acme: Json, model: ResourceModel = ACME_USER): JsonObject =>
  parseResource(model, { schemas: [USER_URN, ACME], userName: 'ada', [ACME]: acme }).attributes;

const patched = (before: JsonObject, ...operations: JsonObject[]): JsonObject =>
  patchedBy(ACME_USER, before, ...operations);

const patchedBy = (model: ResourceModel, before: JsonObject, ...operations: JsonObject[]): JsonObject =>
  applyChanges(model, before, parsePatch(model, { schemas: [PATCH_OP], Operations: operations }));

const acmeOf = (attributes: JsonObject): Json => attributes[ACME] ?? null;

const ADA: JsonObject = {
  userName: 'ada',
  [ACME]: {
    costCenterCode: 'CC-7',
    badges: [
      { value: 'B1', type: 'office', primary: true },
      { value: 'b1', type: 'lab' },
    ],
    hireDate: '2026-01-31T08:00:00Z',
    remote: false,
    clearanceLevel: 3,
    payrollId: 'P-1',
    startPin: '1234',
  },
};

describe('a body', () => {
  test('is normalised by what the extension declares', () => {
    expect(
      created({
        COSTCENTERCODE: 'CC-7',
        badges: { value: 'B1', type: 'office', door: 'main' },
        remote: 'True',
        clearanceLevel: 3,
        startPin: '1234',
        unknown: 1,
      }),
    ).toEqual({
      userName: 'ada',
      [ACME]: {
        costCenterCode: 'CC-7',
        badges: [{ value: 'B1', type: 'office' }],
        remote: true,
        clearanceLevel: 3,
        startPin: '1234',
      },
    });
  });

  test('may name an attribute with its URN', () => {
    const body = { schemas: [USER_URN], userName: 'ada', [`${ACME.toUpperCase()}:costcentercode`]: 'CC-7' };
    expect(parseResource(ACME_USER, body).attributes).toEqual({
      userName: 'ada',
      [ACME]: { costCenterCode: 'CC-7' },
    });
  });

  const twoPrimary = [
    { value: '1', primary: true },
    { value: '2', primary: true },
  ];

  test.each<[string, Json, string]>([
    ['costCenterCode', 7, 'costCenterCode has to be a string'],
    ['hireDate', 'yesterday', 'hireDate has to be a date and time'],
    ['remote', 'maybe', 'remote has to be true or false'],
    ['clearanceLevel', 3.5, 'clearanceLevel has to be an integer'],
    ['clearanceLevel', '3', 'clearanceLevel has to be a number'],
    ['badges', [{ issued: '2026-01-31T08:00:00Z' }], `${ACME}:badges.value is required`],
    ['badges', [{ value: 'B1', issued: 'now' }], 'badges[0].issued has to be a date and time'],
    ['badges', twoPrimary, 'only one value of badges may be primary'],
  ])('with a wrong %s, %j, is refused', (name, value, sentence) => {
    expect(() => created({ [name]: value })).toThrow(badRequest('invalidValue', sentence));
  });

  test('is not the enterprise extension, whatever is called as something of its own', () => {
    const boss = attribute('manager', 'Not the one of the RFC.', {}, [
      attribute('value', 'Who.'),
      attribute('since', 'When.'),
    ]);
    const model = withAttributes([boss]);
    expect(() => created({ manager: 'grace' }, model)).toThrow(
      badRequest('invalidValue', 'manager has to be an object'),
    );
    expect(acmeOf(created({ manager: { since: '2026' } }, model))).toEqual({ manager: { since: '2026' } });
  });
});

describe('a PATCH', () => {
  test.each<[string, JsonObject, Json]>([
    [
      'by the whole path',
      { op: 'replace', path: `${ACME}:costCenterCode`, value: 'CC-8' },
      { costCenterCode: 'CC-8' },
    ],
    [
      'in any case',
      { op: 'Add', path: `${ACME.toUpperCase()}:COSTCENTERCODE`, value: 'CC-8' },
      { costCenterCode: 'CC-8' },
    ],
    [
      'with the flag, by a key',
      { op: 'replace', value: { [`${ACME}:costCenterCode`]: 'CC-8' } },
      { costCenterCode: 'CC-8' },
    ],
    [
      'by the extension',
      { op: 'replace', value: { [ACME]: { costCenterCode: 'CC-8' } } },
      { costCenterCode: 'CC-8' },
    ],
    ['by its path', { op: 'add', path: ACME, value: { costCenterCode: 'CC-8' } }, { costCenterCode: 'CC-8' }],
    ['as a string boolean', { op: 'Replace', path: `${ACME}:remote`, value: 'True' }, { remote: true }],
    [
      'of a selected value',
      { op: 'replace', path: `${ACME}:badges[type eq "lab"].value`, value: 'B2' },
      {
        badges: [
          { value: 'B1', type: 'office', primary: true },
          { value: 'B2', type: 'lab' },
        ],
      },
    ],
    [
      'of a value that is new',
      { op: 'add', path: `${ACME}:badges[type eq "parking"].value`, value: 'B3' },
      {
        badges: [
          { value: 'B1', type: 'office', primary: true },
          { value: 'b1', type: 'lab' },
          { value: 'B3', type: 'parking' },
        ],
      },
    ],
    [
      'that takes a value away',
      { op: 'remove', path: `${ACME}:badges[value eq "b1"]` },
      { badges: [{ value: 'B1', type: 'office', primary: true }] },
    ],
    [
      'that clears a value',
      { op: 'replace', path: `${ACME}:badges[type eq "lab"].value`, value: '' },
      { badges: [{ value: 'B1', type: 'office', primary: true }] },
    ],
  ])('%s', (_, operation, change) => {
    expect(acmeOf(patched(ADA, operation))).toEqual({ ...Object(ADA[ACME]), ...Object(change) });
  });

  test('removes an attribute, and with its last one the extension', () => {
    const before = { userName: 'ada', [ACME]: { remote: true, clearanceLevel: 1 } };
    const without = patched(before, { op: 'remove', path: `${ACME}:remote` });
    expect(without).toEqual({ userName: 'ada', [ACME]: { clearanceLevel: 1 } });
    expect(patched(without, { op: 'remove', path: ACME })).toEqual({ userName: 'ada' });
  });

  test.each<[string, JsonObject, ReturnType<typeof badRequest>]>([
    [
      'an unknown attribute',
      { op: 'add', path: `${ACME}:shoeSize`, value: 42 },
      badRequest('invalidPath', 'shoeSize'),
    ],
    [
      'an unknown part',
      { op: 'add', path: `${ACME}:badges[type eq "lab"].door`, value: 1 },
      badRequest('invalidPath', 'door'),
    ],
    [
      'a bad filter',
      { op: 'remove', path: `${ACME}:badges[door eq "main"]` },
      badRequest('invalidFilter', 'door'),
    ],
    [
      'a wrong value',
      { op: 'add', path: `${ACME}:clearanceLevel`, value: 'high' },
      badRequest('invalidValue', 'clearanceLevel'),
    ],
    [
      'a value without its required part',
      { op: 'add', path: `${ACME}:badges`, value: { issued: '2026-01-31T08:00:00Z' } },
      badRequest('invalidValue', 'badges.value is required'),
    ],
    [
      'the required part of a value',
      { op: 'remove', path: `${ACME}:badges[type eq "office"].value` },
      badRequest('invalidValue', 'badges.value'),
    ],
  ])('is refused that asks for %s', (_, operation, error) => {
    const withDate = patched(ADA, {
      op: 'add',
      path: `${ACME}:badges[type eq "office"].issued`,
      value: '2026-01-31T08:00:00Z',
    });
    expect(() => patched(withDate, operation)).toThrow(error);
  });
});

describe('what is immutable', () => {
  const at = (hireDate: string): JsonObject => ({ [ACME]: { hireDate } });
  const BEFORE: JsonObject = { userName: 'ada', ...at('2026-01-31T08:00:00Z') };
  const path = `${ACME}:hireDate`;

  test('can be added where it is not there yet', () => {
    expect(patched({ userName: 'ada' }, { op: 'add', path, value: '2026-01-31T08:00:00Z' })).toEqual(BEFORE);
    expect(replaced(ACME_USER, { userName: 'ada' }, BEFORE)).toEqual(BEFORE);
  });

  test.each<[string, JsonObject]>([
    ['changed', { op: 'replace', path, value: '2026-02-01T08:00:00Z' }],
    ['removed', { op: 'remove', path }],
    ['cleared', { op: 'replace', path, value: null }],
    ['removed with the extension', { op: 'remove', path: ACME }],
  ])('is not %s by PATCH', (_, operation) => {
    expect(() => patched(BEFORE, operation)).toThrow(badRequest('mutability', 'hireDate is immutable'));
  });

  test('stays as it is where the same value is sent, however it is written', () => {
    expect(patched(BEFORE, { op: 'replace', path, value: '2026-01-31T09:00:00+01:00' })).toEqual(BEFORE);
    expect(replaced(ACME_USER, BEFORE, { userName: 'ada', ...at('2026-01-31T08:00:00.000Z') })).toEqual(
      BEFORE,
    );
  });

  test('is kept by a PUT that leaves it out, and refused another value (RFC 7644 §3.5.1)', () => {
    expect(replaced(ACME_USER, BEFORE, { userName: 'grace' })).toEqual({ ...BEFORE, userName: 'grace' });
    expect(() => replaced(ACME_USER, BEFORE, at('2026-02-01T08:00:00Z'))).toThrow(
      badRequest('mutability', 'hireDate'),
    );
  });

  test('may be several values, in any order and, where the schema says so, in any case', () => {
    const tags = attribute('tags', '', { multiValued: true, mutability: 'immutable' });
    const home = attribute('home', '', { mutability: 'immutable' }, [
      attribute('city', ''),
      attribute('code', '', { caseExact: true }),
    ]);
    const model = withAttributes([tags, home]);
    const before = { [ACME]: { tags: ['a', 'b'], home: { city: 'Paris', code: 'p' } } };
    const sent = (acme: Json): JsonObject => replaced(model, before, { [ACME]: acme });
    expect(sent({ tags: ['B', 'A'], home: { city: 'PARIS', code: 'p' } })).toEqual(before);
    for (const other of [
      { tags: ['a'] },
      { tags: ['a', 'b', 'c'] },
      { home: { city: 'Paris', code: 'P' } },
      { home: { city: 'Paris' } },
    ])
      expect(() => sent(other)).toThrow(badRequest('mutability'));
  });

  test('may be a part of what is not', () => {
    const locker = attribute('locker', '', {}, [
      attribute('number', '', { mutability: 'immutable' }),
      attribute('floor', ''),
    ]);
    const model = withAttributes([locker]);
    const before = { [ACME]: { locker: { number: '7', floor: '1' } } };
    expect(replaced(model, before, { [ACME]: { locker: { floor: '2' } } })).toEqual({
      [ACME]: { locker: { number: '7', floor: '2' } },
    });
    expect(() => replaced(model, before, { [ACME]: { locker: { number: '8' } } })).toThrow(
      badRequest('mutability', 'locker.number'),
    );
  });
});

describe('what no client can see', () => {
  test('is kept by a PUT, which cannot send it back', () => {
    expect(replaced(ACME_USER, ADA, { userName: 'ada', [ACME]: { remote: true } })).toMatchObject({
      [ACME]: { remote: true, startPin: '1234' },
    });
    expect(replaced(ACME_USER, ADA, { [ACME]: { startPin: '9' } })).toMatchObject({
      [ACME]: { startPin: '9' },
    });
  });

  test('is cleared by a PATCH', () => {
    const { startPin: _, ...others } = Object(ADA[ACME]);
    expect(acmeOf(patched(ADA, { op: 'remove', path: `${ACME}:startPin` }))).toEqual(others);
  });

  test('is kept of a whole only as long as the whole is there', () => {
    const locker = attribute('locker', '', {}, [
      attribute('code', '', { returned: 'never' }),
      attribute('floor', ''),
    ]);
    const model = withAttributes([locker]);
    const before = { userName: 'ada', [ACME]: { locker: { code: '7', floor: '1' } } };
    expect(replaced(model, before, { [ACME]: { locker: { floor: '2' } } })).toEqual({
      [ACME]: { locker: { code: '7', floor: '2' } },
    });
    expect(replaced(model, before, { userName: 'ada' })).toEqual({ userName: 'ada' });
  });

  test('is not shown, however it is asked for, and nobody filters or sorts by it', () => {
    const resource = { schemas: [USER_URN, ACME], id: '1', ...ADA };
    for (const names of [undefined, [ACME], [`${ACME}:startPin`]])
      expect(
        JSON.stringify(project(ACME_USER, parseProjection(ACME_USER, names, undefined), resource)),
      ).not.toContain('1234');
    expect(() => parseFilter(`${ACME}:startPin eq "1234"`, ACME_USER)).toThrow(
      badRequest('invalidFilter', 'never returned'),
    );
    expect(() => parseSort(ACME_USER, `${ACME}:startPin`, undefined)).toThrow(
      badRequest('invalidValue', 'never returned'),
    );
  });
});

describe('what is readOnly', () => {
  const model = withAttributes([attribute('score', '', { mutability: 'readOnly' }), attribute('other', '')]);

  test('is left out of a body, and refused as a path', () => {
    expect(acmeOf(created({ score: '1', other: '2' }, model))).toEqual({ other: '2' });
    expect(() => patchedBy(model, ADA, { op: 'add', path: `${ACME}:score`, value: '1' })).toThrow(
      badRequest('mutability', 'score'),
    );
  });
});

describe('what is required', () => {
  const attributes = [attribute('code', '', { required: true }), attribute('note', '')];
  const optional = withAttributes(attributes);
  const demanded = withAttributes(attributes, true);
  const code = `${ACME}:code`;

  test('has to be in the extension, and that only where it is required itself (RFC 7643 §6)', () => {
    expect(created(null, optional)).toEqual({ userName: 'ada' });
    expect(() => created({ note: 'x' }, optional)).toThrow(badRequest('invalidValue', `${code} is required`));
    expect(() => created(null, demanded)).toThrow(badRequest('invalidValue', `${code} is required`));
    expect(acmeOf(created({ code: '1' }, demanded))).toEqual({ code: '1' });
  });

  test('is not removed by itself, and goes with an extension that is not required', () => {
    const before = { userName: 'ada', [ACME]: { code: '1', note: 'x' } };
    for (const model of [optional, demanded])
      expect(() => patchedBy(model, before, { op: 'remove', path: code })).toThrow(
        badRequest('mutability', 'code is required'),
      );
    expect(() => patchedBy(optional, before, { op: 'replace', path: code, value: '' })).toThrow(
      badRequest('invalidValue', 'code is required'),
    );
    expect(patchedBy(optional, before, { op: 'remove', path: ACME })).toEqual({ userName: 'ada' });
    expect(() => patchedBy(demanded, before, { op: 'remove', path: ACME })).toThrow(
      badRequest('invalidValue', 'code is required'),
    );
  });

  test('may be missing in a resource that is older, which can still be changed', () => {
    const old = { userName: 'ada', active: true };
    expect(patchedBy(demanded, old, { op: 'replace', path: 'active', value: false })).toEqual({
      ...old,
      active: false,
    });
    const partly = { ...old, [ACME]: { note: 'x' } };
    expect(patchedBy(optional, partly, { op: 'replace', path: `${ACME}:note`, value: 'y' })).toMatchObject({
      [ACME]: { note: 'y' },
    });
    expect(() => patchedBy(optional, old, { op: 'add', path: `${ACME}:note`, value: 'y' })).toThrow(
      badRequest('invalidValue', code),
    );
  });

  test('may be missing in a value that is older, as long as nobody touches the attribute', () => {
    const old = { userName: 'ada', [ACME]: { badges: [{ issued: '2026-01-31T08:00:00Z' }] } };
    expect(patched(old, { op: 'add', path: `${ACME}:remote`, value: true })).toMatchObject({
      [ACME]: { remote: true },
    });
    expect(() => patched(old, { op: 'add', path: `${ACME}:badges`, value: { value: 'B9' } })).toThrow(
      badRequest('invalidValue', 'badges.value'),
    );
  });
});

describe('a filter', () => {
  test.each<[string, boolean]>([
    [`${ACME}:costCenterCode eq "cc-7"`, true],
    [`${ACME}:costCenterCode sw "cc"`, true],
    [`${ACME}:payrollId eq "p-1"`, false],
    [`${ACME}:badges[type eq "lab" and value eq "b1"]`, true],
    [`${ACME}:badges[type eq "lab" and value eq "B1"]`, false],
    [`${ACME}:badges.value eq "b1"`, true],
    [`${ACME}:badges eq "b1"`, true],
    [`${ACME}:hireDate lt "2026-02-01T00:00:00Z"`, true],
    [`${ACME}:remote eq "False"`, true],
    [`${ACME}:clearanceLevel ge 3 and userName eq "ada"`, true],
    [`${ACME}:clearanceLevel gt 3`, false],
    [`not (${ACME.toLowerCase()}:remote pr)`, false],
  ])('%s', (filter, holds) => {
    expect(compile(parseFilter(filter, ACME_USER))(ADA)).toBe(holds);
  });

  test.each([
    `${ACME}:shoeSize eq 1`,
    `${ACME}:clearanceLevel co "3"`,
    'costCenterCode eq "CC-7"',
    `${ACME} pr`,
  ])('that asks for what is not there is refused: %s', (filter) => {
    expect(() => parseFilter(filter, ACME_USER)).toThrow(badRequest('invalidFilter'));
  });
});

test('a list is sorted by an attribute of an extension', () => {
  for (const [name, key] of [
    [`${ACME}:costCenterCode`, 'cc-7'],
    [`${ACME}:badges`, 'B1'],
    [`${ACME}:clearanceLevel`, 3],
  ] as const) {
    const sort = parseSort(ACME_USER, name, undefined);
    expect(sort && sortKeyOf(sort)(ADA)).toBe(key);
  }
});

describe('a projection', () => {
  const resource: JsonObject = { schemas: [USER_URN, ACME], id: '1', ...ADA };
  const { startPin: _, clearanceLevel: level, ...shown } = Object(ADA[ACME]);
  const acme = (attributes?: string[], excluded?: string[]) =>
    project(ACME_USER, parseProjection(ACME_USER, attributes, excluded), resource)[ACME];

  test('leaves out what has to be asked for', () => {
    expect(acme()).toEqual(shown);
    expect(acme([`${ACME}:clearanceLevel`])).toEqual({ clearanceLevel: level });
    expect(acme([ACME])).toEqual({ ...shown, clearanceLevel: level });
  });

  test('names attributes, parts of them, and the extension', () => {
    expect(acme([`${ACME}:badges.value`])).toEqual({ badges: [{ value: 'B1' }, { value: 'b1' }] });
    expect(acme(undefined, [ACME])).toBeUndefined();
    expect(acme(['userName'])).toBeUndefined();
    const { remote: _remote, ...others } = shown;
    expect(acme(undefined, [`${ACME}:remote`])).toEqual(others);
  });
});

describe('what is declared no more', () => {
  const UNDECLARED: JsonObject = { ...ADA, 'urn:example:gone': { a: 1 } };
  const model = withAttributes([attribute('remote', '', { type: 'boolean' })]);

  test('is told from what is', () => {
    expect(withoutUndeclared(ACME_USER, ADA)).toBe(ADA);
    expect(withoutUndeclared(ACME_USER, UNDECLARED)).toEqual(ADA);
    expect(withoutUndeclared(model, UNDECLARED)).toEqual({ userName: 'ada', [ACME]: { remote: false } });
    expect(withoutUndeclared(CORE_USER, UNDECLARED)).toEqual({ userName: 'ada' });
    expect(withoutUndeclared(CORE_USER, { shoeSize: 42 })).toEqual({ shoeSize: 42 });
  });
});

test('indexed values are those that are declared so, with the URN before their names', () => {
  const own = indexedValues(ACME_USER, ADA, 'unique').filter(({ attribute: name }) => name.startsWith(ACME));
  expect(own).toEqual([
    { attribute: `${ACME}:costCenterCode`, value: 'cc-7', unique: false },
    { attribute: `${ACME}:badges.value`, value: 'B1', unique: false },
    { attribute: `${ACME}:badges.value`, value: 'b1', unique: false },
    { attribute: `${ACME}:payrollId`, value: 'P-1', unique: true },
  ]);
  expect(declaredIndexes(ACME_USER)).toEqual([
    { attribute: `${ACME}:costCenterCode`, form: 'folded 1' },
    { attribute: `${ACME}:badges.value`, form: 'exact' },
    { attribute: `${ACME}:payrollId`, form: 'exact, unique' },
  ]);
});

test('without declarations users and groups are those of the RFCs', () => {
  expect([USER, GROUP]).toEqual([CORE_USER, CORE_GROUP]);
  expect(USER.extensions.map(({ schema }) => schema.id)).toEqual([ENTERPRISE]);
});

test('an extension extends the resource type that it names, and no other', () => {
  expect(extended(CORE_GROUP, [declaration([attribute('a', '')], false)])).toEqual(CORE_GROUP);
});

function withAttributes(attributes: readonly AttributeDefinition[], required = false): ResourceModel {
  return extended(CORE_USER, [declaration(attributes, required)]);
}

function declaration(attributes: readonly AttributeDefinition[], required: boolean): DeclaredExtension {
  return {
    extends: 'User',
    required,
    schema: { id: ACME, name: 'Acme', description: '', attributes },
    indexes: [],
  };
}
