/** Extensions in filters, sorting, projections and indexes. */
import { describe, expect, test } from '@jest/globals';
import { compile } from '../../../lambda/scim/filter/evaluate.ts';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import { indexedValues } from '../../../lambda/scim/index-entries.ts';
import type { JsonObject } from '../../../lambda/scim/json.ts';
import { parseProjection, project } from '../../../lambda/scim/projection.ts';
import { attribute } from '../../../lambda/scim/schema/attribute.ts';
import { declaredIndexes } from '../../../lambda/scim/schema/declared-index.ts';
import { extended } from '../../../lambda/scim/schema/extended.ts';
import { CORE_GROUP, CORE_USER, GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import { parseSort, sortKeyOf } from '../../../lambda/scim/sort.ts';
import { withoutUndeclared } from '../../../lambda/scim/undeclared.ts';
import { badRequest, ENTERPRISE, USER_URN } from '../support.ts';
import { ACME, ACME_USER, ADA, declaration, withAttributes } from './support.ts';

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
