/** What the checks of filters have in common. */
import { check, type Draft } from '../../check.ts';
import { NAMES, type Name, type People, people } from '../people.ts';
import { enterpriseIn, expectError, expectList } from '../support.ts';

export const FILTERING = 'RFC 7644 §3.4.2.2';

type Text = string | ((all: People) => string);

/** Among the six people, the filter finds exactly these. */
export const finds = (
  name: string,
  title: string,
  filter: Text,
  names: readonly Name[],
  source = FILTERING,
): Draft =>
  check(
    name,
    source,
    title,
    async (scim) => {
      const all = await people(scim);
      const text = typeof filter === 'string' ? filter : filter(all);
      expectList(await scim.list('/Users', { filter: `${all.all} and (${text})` }), all.shown(names));
    },
    { needs: enterpriseIn(filter) },
  );

/** The filter as it stands, which by its values can hold for nobody else. */
export const findsAlone = (
  name: string,
  title: string,
  filter: (all: People) => string,
  names: readonly Name[],
  source = FILTERING,
): Draft =>
  check(name, source, title, async (scim) => {
    const all = await people(scim);
    expectList(await scim.list('/Users', { filter: filter(all) }), all.shown(names));
  });

export const refused = (name: string, title: string, filter: string): Draft =>
  check(`refused-${name}`, 'RFC 7644 §3.12', `${title} is a 400 with invalidFilter`, async (scim) =>
    expectError(await scim.list('/Users', { filter }), 400, 'invalidFilter'),
  );

export const but = (...names: readonly Name[]): readonly Name[] =>
  NAMES.filter((name) => !names.includes(name));

export const created = (all: People, name: Name): string => JSON.stringify(all.of(name).created);
