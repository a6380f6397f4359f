/** What an extension declares of its attributes holds as what the RFCs define of theirs. */
import { describe, expect, test } from '@jest/globals';
import { parseFilter } from '../../../lambda/scim/filter/parser.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { replaced } from '../../../lambda/scim/kept.ts';
import { parseProjection, project } from '../../../lambda/scim/projection.ts';
import { attribute } from '../../../lambda/scim/schema/attribute.ts';
import { parseSort } from '../../../lambda/scim/sort.ts';
import { badRequest, USER_URN } from '../support.ts';
import { ACME, ACME_USER, ADA, acmeOf, created, patched, patchedBy, withAttributes } from './support.ts';

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
