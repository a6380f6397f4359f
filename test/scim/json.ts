import fc from 'fast-check';
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { ENTERPRISE, MISTYPED, wire } from './support.ts';

/** Names that mean something to a parser of SCIM, or to JavaScript. */
const NAMES = [
  ...['schemas', 'Operations', 'op', 'path', 'value', 'type', 'primary', 'display', '$ref', 'id', 'meta'],
  ...['userName', 'displayName', 'name', 'givenName', 'active', 'emails', 'roles', 'members', 'groups'],
  ...['name.givenName', 'emails[type eq "work"].value', 'emails[', 'manager', 'manager.value', 'password'],
  ...[ENTERPRISE, MISTYPED, `${ENTERPRISE}:department`, `${ENTERPRISE}:manager.value`],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__proto__.admin', ''],
];

const text: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NAMES, 'add', 'Remove', 'replace', 'True', 'work', 'roles[value eq "a"]'),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('\ud800', 'a\u0000'),
);

const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, text);

/** JSON as text, so that `__proto__` is a name like any other, as it is on the wire. */
const { json } = fc.letrec<{ json: string; list: string; object: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.double(), text)
      .map((leaf) => JSON.stringify(leaf)),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('json'), { maxLength: 4 }).map((elements) => `[${elements.join()}]`),
  object: fc
    .array(fc.tuple(name, tie('json')), { maxLength: 6 })
    .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join()}}`),
}));

/** Any JSON, made of what parsers of SCIM look for. */
export const anyJson: fc.Arbitrary<Json> = json.map(wire);

/** Every object within a value. */
export const objectsIn = (value: Json): readonly JsonObject[] => {
  if (typeof value !== 'object' || value === null) return [];
  const within = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? within : [value, ...within];
};
