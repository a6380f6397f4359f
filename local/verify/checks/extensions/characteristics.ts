/** Extensions hold what their characteristics say. */
import type { Json, JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import {
  type CustomExtension,
  extendedBy,
  isPlain,
  isWritable,
  nameOf,
  sampleOf,
} from '../../custom-extensions.ts';
import { expectThat } from '../../expect/answer.ts';
import { objectOf, textOf } from '../../values.ts';
import { expectError, expectNow } from '../support.ts';
import { bodyWith, collectionOf, create, eachOf, shown } from './subject.ts';

const WRONG: Readonly<Record<string, Json>> = {
  string: 7,
  boolean: 'maybe',
  integer: 'x',
  decimal: 'x',
  dateTime: 'x',
  binary: 7,
  reference: 7,
  complex: 7,
};

/** Another attribute, which brings the extension without the one. */
const otherOf = ({ attributes }: CustomExtension, attribute: JsonObject): JsonObject | undefined =>
  attributes.find((one) => one !== attribute && isPlain(one));

export const CHARACTERISTICS: readonly Draft[] = [
  check(
    'wrong-type',
    'RFC 7643 §2.3',
    'a value of another type is a 400 with invalidValue',
    eachOf('an attribute to write', isWritable, async (scim, subject) => {
      const wrong = WRONG[textOf(subject.attribute['type'])] ?? null;
      const body = bodyWith(scim, subject, subject.with(wrong));
      expectError(await scim.post(collectionOf(subject), body), 400, 'invalidValue');
    }),
  ),
  check(
    'required',
    'RFC 7643 §2.2',
    'a resource that has the extension without what it requires is refused',
    eachOf(
      'a required attribute',
      (one, extension) =>
        one['required'] === true && isWritable(one) && otherOf(extension, one) !== undefined,
      async (scim, subject) => {
        const { extension, attribute } = subject;
        const other = otherOf(extension, attribute) ?? {};
        const value = sampleOf(other, 1, scim.name('value'));
        const body = bodyWith(scim, subject, { ...subject.with(undefined), [nameOf(other)]: value });
        expectError(await scim.post(collectionOf(subject), body), 400, 'invalidValue');
      },
    ),
  ),
  check(
    'read-only',
    'RFC 7644 §3.5.2',
    'what is readOnly is not written',
    eachOf(
      'a readOnly attribute',
      (one) => !isWritable(one),
      async (scim, subject) => {
        const resource = subject.extension.kind === 'User' ? await scim.user() : await scim.group();
        const operation = { op: 'replace', path: subject.path, value: subject.sample(1) };
        expectError(await scim.patch(resource.path, [operation]), 400, 'mutability');
      },
    ),
    { needs: ['patch'] },
  ),
  check(
    'immutable',
    'RFC 7644 §3.5.1',
    'what is immutable keeps its first value: PATCH and PUT of another are a 400 with mutability',
    eachOf(
      'an immutable attribute',
      (one) => one['mutability'] === 'immutable',
      async (scim, subject) => {
        const resource = await create(scim, subject, subject.with(subject.sample(1)));
        const other = subject.sample(2);
        const put = { ...resource.attributes, ...extendedBy(subject.extension, subject.with(other)) };
        expectError(await scim.put(resource.path, put), 400, 'mutability');
        const operation = { op: 'replace', path: subject.path, value: other };
        expectError(await scim.patch(resource.path, [operation]), 400, 'mutability');
        await expectNow(scim, resource, shown(subject, subject.sample(1)));
      },
    ),
    { needs: ['patch'] },
  ),
  check(
    'never-returned',
    'RFC 7643 §2.2',
    'what is never returned is not, nor filtered by',
    eachOf(
      'a secret attribute',
      (one) => isWritable(one) && one['returned'] === 'never',
      async (scim, subject) => {
        const { extension, path, sample } = subject;
        const resource = await create(scim, subject, subject.with(sample(1)));
        for (const names of [path, extension.urn]) {
          const answer = await scim.get(`${resource.path}?attributes=${encodeURIComponent(names)}`);
          const found = objectOf(objectOf(answer.body)[extension.urn]);
          expectThat(answer, !Object.hasOwn(found, nameOf(subject.attribute)), 'no secret', 'one');
        }
        if (scim.capabilities.features.has('filter'))
          expectError(await scim.list(collectionOf(subject), { filter: `${path} pr` }), 400, 'invalidFilter');
      },
    ),
  ),
  check(
    'on-request',
    'RFC 7643 §2.2',
    'what is returned on request is, and not otherwise',
    eachOf(
      'an attribute on request',
      (one) => isWritable(one) && one['returned'] === 'request',
      async (scim, subject) => {
        const { extension, attribute, path, sample } = subject;
        const resource = await create(scim, subject, subject.with(sample(1)));
        const extensionIn = async (query: string) =>
          objectOf(objectOf((await scim.get(`${resource.path}${query}`)).body)[extension.urn]);
        const answer = await scim.get(resource.path);
        const asked = await extensionIn(`?attributes=${encodeURIComponent(path)}`);
        expectThat(answer, !Object.hasOwn(await extensionIn(''), nameOf(attribute)), 'not unasked', 'there');
        expectThat(
          answer,
          JSON.stringify(asked[nameOf(attribute)]) === JSON.stringify(sample(1)),
          JSON.stringify(sample(1)),
          JSON.stringify(asked),
        );
      },
    ),
  ),
  check(
    'unique',
    'RFC 7643 §2.2',
    'a value that has to be unique is taken from nobody: 409 with uniqueness',
    eachOf(
      'a unique attribute',
      ({ uniqueness, type }) => uniqueness === 'server' && type === 'string',
      async (scim, subject) => {
        await create(scim, subject, subject.with(subject.sample(1)));
        const body = bodyWith(scim, subject, subject.with(subject.sample(1)));
        expectError(await scim.post(collectionOf(subject), body), 409, 'uniqueness');
      },
    ),
  ),
];
