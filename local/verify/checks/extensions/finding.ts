/** Values of extensions are found, sorted by and asked for. */
import type { Json } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { customExtensions, isPlain, nameOf } from '../../custom-extensions.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything } from '../../expect/matcher.ts';
import { bodyOf } from '../../resource.ts';
import { listOf, objectOf, textOf } from '../../values.ts';
import { expectError, expectList } from '../support.ts';
import { collectionOf, create, eachOf, isOneText, shown } from './subject.ts';

export const FINDING: readonly Draft[] = [
  check(
    'found',
    'RFC 7644 §3.4.2.2',
    'a resource is found by its value and no other is, in another case as caseExact says',
    eachOf('a text to filter by', isOneText, async (scim, subject) => {
      const [value, other] = [subject.sample(1), subject.sample(2)];
      const resource = await create(scim, subject, subject.with(value));
      const found = async (wanted: Json) =>
        scim.list(collectionOf(subject), {
          filter: `id eq "${resource.id}" and ${subject.path} eq ${JSON.stringify(wanted)}`,
        });
      const body = bodyOf(resource, shown(subject, value));
      expectList(await found(value), [body]);
      expectList(await found(other), []);
      const isExact = subject.attribute['caseExact'] === true;
      expectList(await found(textOf(value).toUpperCase()), isExact ? [] : [body]);
    }),
    { needs: ['filter'] },
  ),
  check(
    'found-alone',
    'RFC 7644 §3.4.2.2',
    'a filter on the attribute alone finds all that have the value, at once',
    eachOf('a text to filter by', isOneText, async (scim, subject) => {
      const value = subject.sample(1);
      const first = await create(scim, subject, subject.with(value));
      const second = await create(scim, subject, subject.with(value));
      const expected = [first, second].map((one) => bodyOf(one, shown(subject, value)));
      const filter = `${subject.path} eq ${JSON.stringify(value)}`;
      expectList(await scim.list(collectionOf(subject), { filter }), expected);
    }),
    { needs: ['filter'] },
  ),
  check(
    'filter-unknown',
    'RFC 7644 §3.12',
    'a filter on an attribute that the extension does not have is a 400 with invalidFilter',
    async (scim) => {
      for (const { kind, urn } of customExtensions(scim.capabilities))
        expectError(
          await scim.list(`/${kind}s`, { filter: `${urn}:noSuchAttribute eq "x"` }),
          400,
          'invalidFilter',
        );
    },
    { needs: ['filter'] },
  ),
  check(
    'sorted',
    'RFC 7644 §3.4.2.3',
    'a list is sorted by the attribute',
    eachOf('a text to sort by', isOneText, async (scim, subject) => {
      const made = [];
      for (const nth of [2, 1, 3]) made.push(await create(scim, subject, subject.with(subject.sample(nth))));
      const filter = made.map(({ id }) => `id eq "${id}"`).join(' or ');
      const answer = await scim.list(collectionOf(subject), {
        filter,
        sortBy: subject.path,
        attributes: 'id',
      });
      const [b, a, c] = made.map(({ id }) => id);
      const ids = listOf(objectOf(answer.body)['Resources']).map(({ id }) => textOf(id));
      expectThat(answer, ids.join() === [a, b, c].join(), [a, b, c].join(), ids.join());
    }),
    { needs: ['sort', 'filter'] },
  ),
  check(
    'only',
    'RFC 7644 §3.9',
    'attributes asks for the attribute alone, and for the whole extension',
    eachOf('an attribute to ask for', isPlain, async (scim, subject) => {
      const { extension, attribute, path, sample } = subject;
      const resource = await create(scim, subject, subject.with(sample(1)));
      const asked = async (names: string) =>
        objectOf(
          objectOf((await scim.get(`${resource.path}?attributes=${encodeURIComponent(names)}`)).body)[
            extension.urn
          ],
        );
      const always = extension.attributes.filter((one) => one['returned'] === 'always').map(nameOf);
      const answer = await scim.get(`${resource.path}?attributes=${encodeURIComponent(path)}`);
      const names = Object.keys(await asked(path)).filter(
        (name) => !always.includes(name) || name === nameOf(attribute),
      );
      expectThat(answer, names.join() === nameOf(attribute), nameOf(attribute), names.join());
      const whole = Object.keys(await asked(extension.urn));
      expectThat(
        answer,
        whole.includes(nameOf(attribute)),
        `${nameOf(attribute)} in the whole`,
        whole.join(),
      );
    }),
  ),
  check(
    'without',
    'RFC 7644 §3.9',
    'excludedAttributes leaves the attribute out',
    eachOf(
      'an attribute to leave out',
      (one) => isPlain(one) && one['returned'] === 'default',
      async (scim, subject) => {
        const resource = await create(scim, subject, subject.with(subject.sample(1)));
        const answer = await scim.get(
          `${resource.path}?excludedAttributes=${encodeURIComponent(subject.path)}`,
        );
        expectAnswer(answer, { status: 200, body: anything });
        const left = objectOf(objectOf(answer.body)[subject.extension.urn]);
        expectThat(
          answer,
          !Object.hasOwn(left, nameOf(subject.attribute)),
          'no such attribute',
          nameOf(subject.attribute),
        );
      },
    ),
  ),
];
