import { describe, expect, test } from '@jest/globals';
import { sampleDirectory } from '../../local/simulate/sample/generate.ts';
import type { Directory } from '../../local/simulate/source/directory.ts';
import { evolutions, isAdded } from '../../local/simulate/source/evolve.ts';
import { directory, person } from './people.ts';

const first = sampleDirectory('a', 250);
const states = evolutions(first, 'seed', 12);
const steps = states.slice(1).map((after, index) => ({ before: states[index] ?? first, after }));

/** Pairs of what a person was and is, of those in both. */
const changes = ({ before, after }: (typeof steps)[number]) =>
  [...after.people.values()].flatMap((is) => {
    const was = before.people.get(is.id);
    return was ? [{ was, is }] : [];
  });

describe('what happens between cycles', () => {
  test('begins with the directory as it is', () => {
    expect(states).toHaveLength(13);
    expect(states[0]).toBe(first);
  });

  test('follows from the seed', () => {
    expect(evolutions(first, 'seed', 12)).toEqual(states);
    expect(evolutions(first, 'another', 12)).not.toEqual(states);
  });

  test('is the same in a shorter run, as far as that goes', () => {
    expect(evolutions(first, 'seed', 3)).toEqual(states.slice(0, 4));
  });

  const kinds: [string, (step: (typeof steps)[number]) => boolean][] = [
    ['joiners', ({ before, after }) => [...after.people.keys()].some((id) => !before.people.has(id))],
    ['leavers who are disabled', (step) => changes(step).some(({ was, is }) => was.enabled && !is.enabled)],
    [
      'leavers who are deleted',
      (step) => changes(step).some(({ was, is }) => !was.softDeleted && is.softDeleted),
    ],
    [
      'renames',
      (step) =>
        changes(step).some(
          ({ was, is }) => was.attributes.userPrincipalName !== is.attributes.userPrincipalName,
        ),
    ],
    [
      'movers',
      (step) => changes(step).some(({ was, is }) => was.attributes.department !== is.attributes.department),
    ],
    ['new managers', (step) => changes(step).some(({ was, is }) => was.manager !== is.manager)],
    [
      'renamed groups',
      ({ before, after }) =>
        [...after.groups.values()].some(
          ({ id, displayName }) =>
            before.groups.has(id) && before.groups.get(id)?.displayName !== displayName,
        ),
    ],
    ['new groups', ({ before, after }) => [...after.groups.keys()].some((id) => !before.groups.has(id))],
  ];
  test.each(kinds)('are %s, each time', (_, happened) => {
    expect(steps.map(happened)).toEqual(steps.map(() => true));
  });

  const rarer: typeof kinds = [
    ['reactivations', (step) => changes(step).some(({ was, is }) => !was.enabled && is.enabled)],
    ['restored deletions', (step) => changes(step).some(({ was, is }) => was.softDeleted && !is.softDeleted)],
    ['hard deletes', ({ before, after }) => [...before.people.keys()].some((id) => !after.people.has(id))],
    [
      'dissolved groups',
      ({ before, after }) => [...before.groups.keys()].some((id) => !after.groups.has(id)),
    ],
    [
      'cleared attributes',
      (step) =>
        changes(step).some(
          ({ was, is }) => was.attributes.mobilePhone !== '' && is.attributes.mobilePhone === '',
        ),
    ],
    [
      'capitals in a sign-in name',
      (step) =>
        changes(step).some(({ was, is }) => {
          const [before, after] = [was.attributes.userPrincipalName, is.attributes.userPrincipalName];
          return before !== after && before.toLowerCase() === after.toLowerCase();
        }),
    ],
  ];
  test.each(rarer)('are %s, now and then', (_, happened) => {
    expect(steps.some(happened)).toBe(true);
  });

  test('gives nobody a name that another one had', () => {
    const owners = new Map<string, Set<string>>();
    for (const { people, groups } of states) {
      for (const { id, attributes } of people.values())
        own(`user ${attributes.userPrincipalName.toLowerCase()}`, id);
      for (const { id, displayName } of groups.values()) own(`group ${displayName.toLowerCase()}`, id);
    }
    function own(name: string, id: string) {
      owners.set(name, (owners.get(name) ?? new Set()).add(id));
    }
    expect([...owners].filter(([, ids]) => ids.size > 1)).toEqual([]);
  });

  test('leaves no reference to what there is no more', () => {
    const dangling = ({ people, groups }: Directory) => [
      ...[...people.values()].filter(({ manager }) => manager !== undefined && !people.has(manager)),
      ...[...groups.values()].filter(({ members }) =>
        [...members].some((id) => !people.has(id) && !groups.has(id)),
      ),
    ];
    expect(states.flatMap(dangling)).toEqual([]);
  });

  test('marks whoever and whatever it adds', () => {
    const last = states.at(-1) ?? first;
    const added = [...last.people.keys(), ...last.groups.keys()].filter(
      (id) => !first.people.has(id) && !first.groups.has(id),
    );
    expect(added.length).toBeGreaterThan(6);
    expect(added.every(isAdded)).toBe(true);
    expect([...first.people.keys()].some(isAdded)).toBe(false);
  });

  test.each([
    ['nobody', directory([])],
    ['one', directory([person('ada')])],
    ['two without groups', directory([person('ada'), person('bob')])],
  ])('happens to a company of %s as well', (_, tiny) => {
    expect(evolutions(tiny, 'seed', 5)).toHaveLength(6);
  });
});
