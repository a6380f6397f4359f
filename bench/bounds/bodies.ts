import { parseResource } from '../../lambda/scim/body.ts';
import { indexedValues } from '../../lambda/scim/index-entries.ts';
import type { Json } from '../../lambda/scim/json.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { BRACKETS, type Case, type Cases, fill, times } from './case.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A POST, up to the index entries of what it makes. */
const user = (attributes: (size: number) => string): Case => ({
  text: (size) => `{"schemas":["${USER.schema.id}"],"userName":"ada",${attributes(size)}}`,
  run: (body) => indexedValues(USER, parseResource(USER, body).attributes, 'unique'),
});
const group = (attributes: (size: number) => string): Case => ({
  text: (size) => `{"schemas":["${GROUP.schema.id}"],"displayName":"Crew",${attributes(size)}}`,
  run: (body: Json) => parseResource(GROUP, body),
});

const names = (size: number) => fill(size, (n) => `"a${n}":1`);
const marks = '\u0315\u0300'.repeat(15);

export const BODIES: Cases = {
  'unknown names': user(names),
  'long unknown names': user((size) => fill(size, (n) => `"${n}${'a'.repeat(1_000)}":1`)),
  'unknown names with the URN': user((size) => fill(size, (n) => `"${ENTERPRISE}:a${n}":1`)),
  'one long name': user((size) => `"${'a'.repeat(size)}":1`),
  'unknown names in a complex value': user((size) => `"name":{${names(size)}}`),
  'unknown names in an extension': user((size) => `"${ENTERPRISE}":{${names(size)}}`),
  'unknown names in 500 values': user((size) => `"emails":[${times(500, () => `{${names(size / 500)}}`)}]`),
  '500 long values': user(
    (size) => `"roles":[${times(500, (n) => `{"value":"${`${n}`.padEnd(size / 500, 'x')}"}`)}]`,
  ),
  'as many values as fit': user((size) => `"emails":[${fill(size, () => '{}')}]`),
  'a long string': user((size) => `"displayName":"${'ß'.repeat(size)}"`),
  'a string of marks out of order': user((size) => `"displayName":"a${'\u0315\u0300'.repeat(size / 2)}"`),
  'a string of 30 marks a letter': user((size) => `"displayName":"${`a${marks}`.repeat(size / 31)}"`),
  'a long boolean': user((size) => `"active":"${'T'.repeat(size)}"`),
  'long base64': user((size) => `"x509Certificates":[{"value":"${'A'.repeat(size)}!"}]`),
  '100,000 brackets': user(() => `"a":${BRACKETS}`),
  '100,000 brackets for a list': user(() => `"emails":${BRACKETS}`),
  '100,000 brackets for a manager': user(() => `"manager":${BRACKETS}`),
  members: group((size) => `"members":[${fill(size, (n) => `{"value":"${`${n}`.padStart(36, '0')}"}`)}]`),
  'short members': group((size) => `"members":[${fill(size, (n) => `{"value":"${n}"}`)}]`),
  'a member of unknown names': group((size) => `"members":[{${names(size)},"value":"x"}]`),
  'many schemas': {
    text: (size) => `{"schemas":[${fill(size, () => '""')}]}`,
    run: (body) => parseResource(USER, body),
  },
};
