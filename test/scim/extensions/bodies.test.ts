/** What an extension declares holds as what the RFCs define: the sample is tried as it ships. */
import { describe, expect, test } from '@jest/globals';
import { parseResource } from '../../../lambda/scim/body.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { attribute } from '../../../lambda/scim/schema/attribute.ts';
import { badRequest, USER_URN } from '../support.ts';
import { ACME, ACME_USER, ADA, acmeOf, created, patched, withAttributes } from './support.ts';

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
