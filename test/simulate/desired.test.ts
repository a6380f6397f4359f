import { describe, expect, test } from '@jest/globals';
import { desiredFor, type Scope } from '../../local/simulate/desired.ts';
import { DISPLAY_NAME, textsOfPerson } from '../../local/simulate/scim/mapping.ts';
import type { Directory, Person } from '../../local/simulate/source/directory.ts';
import { directory, group, person } from './people.ts';

const NOBODY_YET = new Map();
const known = (...people: Person[]) =>
  new Map(people.map((one) => [one.id, { texts: textsOfPerson(one), active: true }]));

const usersOf = (source: Directory, scope: Scope, before = NOBODY_YET) =>
  Array.from(desiredFor(source, scope, before).users, ([id, { active, inScope }]) => ({
    id,
    active,
    inScope,
  }));

describe('who should be held', () => {
  const ada = person('ada');

  test('is everybody who is active', () => {
    expect(usersOf(directory([ada]), 'all')).toEqual([{ id: 'ada', active: true, inScope: true }]);
  });

  test.each([
    ['a disabled account', person('ada', { enabled: false })],
    ['a deleted one', person('ada', { softDeleted: true })],
  ])('is not created for %s', (_, away) => {
    expect(usersOf(directory([away]), 'all')).toEqual([]);
  });

  test('stays when the account is disabled, and follows its changes', () => {
    const disabled = person('ada', {
      enabled: false,
      attributes: { ...ada.attributes, displayName: 'Countess' },
    });
    const user = desiredFor(directory([disabled]), 'all', known(ada)).users.get('ada');
    expect(user).toMatchObject({ active: false, inScope: true });
    expect(user?.texts.get(DISPLAY_NAME)).toBe('Countess');
  });

  test('stays as they were, but inactive, when they are deleted', () => {
    const deleted = person('ada', {
      softDeleted: true,
      attributes: { ...ada.attributes, displayName: 'Countess' },
    });
    const user = desiredFor(directory([deleted]), 'all', known(ada)).users.get('ada');
    expect(user).toMatchObject({ active: false, inScope: false });
    expect(user?.texts.get(DISPLAY_NAME)).toBe('ada');
  });

  test('goes when they are deleted for good', () => {
    expect(usersOf(directory([]), 'all', known(ada))).toEqual([]);
  });
});

describe('the scope of what is assigned', () => {
  const people = ['in', 'nested', 'out'].map((id) => person(id));
  const groups = [group('outer', ['in', 'inner'], true), group('inner', ['nested']), group('other', ['out'])];
  const source = directory(people, groups);

  test('holds the direct members of assigned groups, and no nested ones', () => {
    expect(usersOf(source, 'assigned')).toEqual([{ id: 'in', active: true, inScope: true }]);
  });

  test('holds assigned groups, with the members that it holds', () => {
    const held = desiredFor(source, 'assigned', NOBODY_YET).groups;
    expect(Array.from(held, ([id, { members }]) => [id, [...members]])).toEqual([['outer', ['in']]]);
  });

  test('disables whoever falls out of it', () => {
    expect(usersOf(source, 'assigned', known(person('out')))).toEqual([
      { id: 'in', active: true, inScope: true },
      { id: 'out', active: false, inScope: false },
    ]);
  });

  test('is everything in the scope of all', () => {
    const held = desiredFor(source, 'all', NOBODY_YET);
    expect([...held.users.keys()]).toEqual(['in', 'nested', 'out']);
    expect([...(held.groups.get('outer')?.members ?? [])]).toEqual(['in', 'inner']);
  });
});

describe('references', () => {
  test('are to whom is held: a manager who was never created is none', () => {
    const source = directory([
      person('boss'),
      person('away', { enabled: false }),
      person('ada', { manager: 'boss' }),
      person('bob', { manager: 'away' }),
    ]);
    const { users } = desiredFor(source, 'all', NOBODY_YET);
    expect([users.get('ada')?.manager, users.get('bob')?.manager]).toEqual(['boss', undefined]);
  });

  test('of a group stay when a member is disabled', () => {
    const source = directory([person('ada', { enabled: false })], [group('team', ['ada'])]);
    expect(desiredFor(source, 'all', known(person('ada'))).groups.get('team')?.members).toEqual(
      new Set(['ada']),
    );
    expect(desiredFor(source, 'all', NOBODY_YET).groups.get('team')?.members).toEqual(new Set());
  });
});
