/** The checks as data. */
import { describe, expect, test } from '@jest/globals';
import { PROVIDERS } from '../../local/replay/scenario.ts';
import { GROUPS } from '../../local/verify/checks/index.ts';
import { amongOthers, renamed } from '../../local/verify/checks/renaming.ts';

const CHECKS = GROUPS.flatMap(({ checks }) => checks);

describe('the checks', () => {
  test('are at least 300, in the groups that there are to be', () => {
    expect(CHECKS.length).toBeGreaterThan(300);
    expect(GROUPS.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'discovery',
        'patch',
        'filter',
        'cursor',
        'bulk',
        'etag',
        'concurrency',
        'walks',
        'entra',
      ]),
    );
    expect(GROUPS.filter(({ checks }) => checks.length === 0)).toEqual([]);
  });

  test('have each an id of its own, which begins with that of its group', () => {
    const ids = CHECKS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const { id, checks } of GROUPS)
      expect(checks.filter((check) => !check.id.startsWith(`${id}/`))).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9/-]+$/.test(id))).toEqual([]);
  });

  test('say whose expectation they are: a section of an RFC, or a provider', () => {
    const known =
      /^RFC \d{4} §[\d.]+(?:, (?:RFC \d{4} )?§[\d.]+| to §[\d.]+)*$|^(?:Entra ID|Okta|OneLogin|JumpCloud)\b/;
    expect(CHECKS.filter(({ source }) => !known.test(source)).map(({ id, source }) => [id, source])).toEqual(
      [],
    );
  });

  test('that deviate from the RFCs say from what', () => {
    const deviations = CHECKS.flatMap(({ deviation }) => deviation ?? []);
    expect(new Set(deviations).size).toBeGreaterThan(10);
    expect(deviations.filter((text) => !/RFC 764[34] §[\d.]+/.test(text))).toEqual([]);
  });

  test('of what not every server has are tried where it is offered only', () => {
    const needs = (id: string) =>
      GROUPS.find((group) => group.id === id)?.checks.map((check) => check.needs) ?? [];
    for (const [id, need] of [
      ['sort', 'sort'],
      ['cursor', 'paging by cursor'],
      ['bulk', 'bulk'],
      ['search', 'search by POST'],
      ['etag', 'etag'],
      ['patch', 'patch'],
    ] as const)
      expect(needs(id).filter((each) => !each.includes(need))).toEqual([]);
  });
});

describe.each(PROVIDERS.map((provider) => [provider.name, provider] as const))(
  'a conversation of %s',
  (_, { scenarios }) => {
    test('gives nobody a name that somebody else could have', () => {
      for (const { name, given = [], steps } of scenarios) {
        const bodies = [...given, ...steps].flatMap(({ body }) => (body === undefined ? [] : [body]));
        for (const body of bodies)
          for (const [, attribute, value] of JSON.stringify(renamed(body, 'run7')).matchAll(
            /"(userName|displayName)":"((?:[^"\\]|\\.)+)"/g,
          ))
            if (attribute === 'userName' || JSON.stringify(body).includes(':Group"'))
              expect([name, value]).toEqual([name, expect.stringContaining('run7')]);
      }
    });

    test('stands for its ids by names that stay', () => {
      for (const { steps } of scenarios)
        for (const { send, expect: answer } of steps)
          expect(JSON.stringify(renamed([send, JSON.stringify(answer)], 'run7'))).not.toMatch(
            /\{\{\w*run7\w*\}\}|\$\w+ as \w*run7/,
          );
    });

    test('has no list without a filter among others, and loses nothing but those', () => {
      for (const scenario of scenarios) {
        const kept = amongOthers(scenario);
        const lists = scenario.steps.filter(({ send }) =>
          /^GET \S*\/(?:Users|Groups)(?!\/)(?!.*filter=)/.test(send),
        );
        if (kept) expect(kept.steps.length).toBe(scenario.steps.length - lists.length);
        else expect(lists.length).toBeGreaterThan(0);
      }
    });
  },
);
