/** Values of extensions are kept, changed and removed. */
import type { Json, JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import {
  customExtensions,
  extendedBy,
  isPlain,
  isShown,
  isWritable,
  nameOf,
  partsOf,
  requiredOf,
  sampleOf,
  shownOf,
} from '../../custom-extensions.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything } from '../../expect/matcher.ts';
import { bodyOf } from '../../resource.ts';
import { GROUP, USER } from '../../urns.ts';
import { listOf, objectOf } from '../../values.ts';
import { expectError, expectNow, expectPatched } from '../support.ts';
import { collectionOf, create, eachOf, type Subject, shown } from './subject.ts';

/** The part by which values are told apart, and one that can be changed, of an attribute of several complex values. */
const keyAndOther = (attribute: JsonObject): readonly [key: string, other: string] | undefined => {
  if (!isPlain(attribute) || attribute['type'] !== 'complex' || attribute['multiValued'] !== true)
    return undefined;
  const texts = partsOf(attribute).filter((part) => part['type'] === 'string' && isPlain(part));
  const key = texts.find((part) => nameOf(part) === 'type') ?? texts[0];
  const other = texts.find((part) => part !== key);
  return key && other && [nameOf(key), nameOf(other)];
};

const isKept = (attribute: JsonObject): boolean => isWritable(attribute) && isShown(attribute);

type Way = readonly [
  name: string,
  source: string,
  title: string,
  operation: (subject: Subject, value: Json) => JsonObject,
];

const WAYS: readonly Way[] = [
  ['path', 'RFC 7644 §3.5.2', 'by its path', ({ path }, value) => ({ op: 'replace', path, value })],
  [
    'key',
    'Entra ID: with the flag',
    'by a key of a pathless operation',
    ({ path }, value) => ({ op: 'replace', value: { [path]: value } }),
  ],
  [
    'nested',
    'RFC 7644 §3.5.2.3',
    'in an object under the URN',
    ({ extension, attribute }, value) => ({
      op: 'replace',
      value: { [extension.urn]: { [nameOf(attribute)]: value } },
    }),
  ],
  [
    'other-case',
    'RFC 7643 §2.1',
    'by its path in another case',
    ({ path }, value) => ({ op: 'Replace', path: path.toUpperCase(), value }),
  ],
];

export const CHANGES: readonly Draft[] = [
  check(
    'kept',
    'RFC 7643 §3.3',
    'attributes of every kind are kept and answered together',
    eachOf(
      'an attribute to write',
      (one, { attributes }) => one === attributes.find(isKept),
      async (scim, subject) => {
        const { extension } = subject;
        const word = scim.name('value');
        const kept = extension.attributes.filter(isKept);
        const values = Object.fromEntries(kept.map((one) => [nameOf(one), sampleOf(one, 1, word)]));
        const all = { ...requiredOf(extension, word), ...values };
        await expectNow(scim, await create(scim, subject, all), shownOf(extension, all));
      },
    ),
  ),
  check(
    'named-with-urn',
    'RFC 7644 §3.10',
    'an attribute is created by its name with the URN before it',
    eachOf('an attribute to write', isPlain, async (scim, subject) => {
      const { extension, path, sample } = subject;
      const body = {
        schemas: [extension.kind === 'User' ? USER : GROUP, extension.urn],
        ...(extension.kind === 'User'
          ? { userName: `${scim.name('user')}@example.com` }
          : { displayName: scim.name('group') }),
        ...Object.fromEntries(
          Object.entries(subject.with(undefined)).map(([name, value]) => [`${extension.urn}:${name}`, value]),
        ),
        [path]: sample(1),
      };
      const answer = await scim.post(collectionOf(subject), body);
      expectAnswer(answer, { status: 201, body: anything });
      const found = objectOf(objectOf(answer.body)[extension.urn])[nameOf(subject.attribute)];
      expectThat(
        answer,
        JSON.stringify(found) === JSON.stringify(sample(1)),
        JSON.stringify(sample(1)),
        JSON.stringify(found) ?? 'nothing',
      );
    }),
  ),
  ...WAYS.map(([name, source, title, operation]) =>
    check(
      `patch-${name}`,
      source,
      `an attribute is changed by PATCH ${title}`,
      eachOf('an attribute to write', isPlain, async (scim, subject) => {
        const resource = await create(scim, subject, subject.with(subject.sample(1)));
        await expectPatched(
          scim,
          resource,
          [operation(subject, subject.sample(2))],
          shown(subject, subject.sample(2)),
        );
      }),
      { needs: ['patch'] },
    ),
  ),
  check(
    'patch-remove',
    'RFC 7644 §3.5.2.2',
    'an attribute is removed by PATCH',
    eachOf(
      'an attribute to remove',
      (one) => isPlain(one) && one['required'] !== true,
      async (scim, subject) => {
        const resource = await create(scim, subject, subject.with(subject.sample(1)));
        await expectPatched(
          scim,
          resource,
          [{ op: 'remove', path: subject.path }],
          shown(subject, undefined),
        );
      },
    ),
    { needs: ['patch'] },
  ),
  check(
    'patch-element',
    'RFC 7644 §3.5.2.3',
    'a part of a value that a filter selects is changed by PATCH',
    eachOf(
      'an attribute of several complex values',
      (one) => keyAndOther(one) !== undefined,
      async (scim, subject) => {
        const [key, other] = keyAndOther(subject.attribute) ?? ['', ''];
        const [before] = listOf(subject.sample(1));
        const value = listOf(subject.sample(2))[0]?.[other] ?? '';
        const path = `${subject.path}[${key} eq ${JSON.stringify(before?.[key])}].${other}`;
        const resource = await create(scim, subject, subject.with(subject.sample(1)));
        const changed = [{ ...before, [other]: value }];
        await expectPatched(scim, resource, [{ op: 'replace', path, value }], shown(subject, changed));
      },
    ),
    { needs: ['patch'] },
  ),
  check(
    'patch-unknown',
    'RFC 7644 §3.12',
    'a path to an attribute that the extension does not have is a 400 with invalidPath',
    async (scim) => {
      for (const extension of customExtensions(scim.capabilities)) {
        const resource = extension.kind === 'User' ? await scim.user() : await scim.group();
        const operation = { op: 'add', path: `${extension.urn}:noSuchAttribute`, value: 'x' };
        expectError(await scim.patch(resource.path, [operation]), 400, 'invalidPath');
      }
    },
    { needs: ['patch'] },
  ),
  check(
    'put-away',
    'RFC 7644 §3.5.1',
    'an attribute is gone when a PUT leaves it out',
    eachOf(
      'an attribute to leave out',
      (one) => isPlain(one) && one['required'] !== true,
      async (scim, subject) => {
        const resource = await create(scim, subject, subject.with(subject.sample(1)));
        const body = { ...resource.attributes, ...extendedBy(subject.extension, subject.with(undefined)) };
        const answer = await scim.put(resource.path, body);
        expectAnswer(answer, { status: 200, body: bodyOf(resource, shown(subject, undefined)) });
      },
    ),
  ),
];
