import type { JsonObject } from '../../lambda/scim/json.ts';
import { applyChanges } from '../../lambda/scim/patch/apply.ts';
import { parsePatch } from '../../lambda/scim/patch/operations.ts';
import { USER } from '../../lambda/scim/schema/models.ts';
import { BRACKETS, type Case, type Cases, fill, times } from './case.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const THOUSAND = 1_000;

export const patchOf = (operations: string) => `{"schemas":["${PATCH_OP}"],"Operations":[${operations}]}`;

const patch = (before: JsonObject, operations: (size: number) => string): Case => ({
  text: (size) => patchOf(operations(size)),
  run: (body) => applyChanges(USER, before, parsePatch(USER, body)),
});

/** A user of 499 roles, of which each has a value so long. */
const roles = (length: number, letter: string): JsonObject => ({
  userName: 'ada',
  roles: Array.from({ length: 499 }, (_, n) => ({ value: `${n}`.padEnd(length, letter), type: 'work' })),
});
const SHORT = roles(1, 'x');
const LONG = roles(760, 'x');
const SHARP = roles(380, 'ß');

const add = (value: string) => `{"op":"add","path":"roles","value":${value}}`;
const addOne = () => times(THOUSAND, () => add('{"value":"1","type":"work"}'));
const values = (count: number) => `[${times(count, (n) => `{"value":"${n}","type":"work"}`)}]`;
const strangers = `[${times(500, (n) => `{"value":"x${n}"}`)}]`;

const choice = Array.from({ length: 128 }, (_, n) => `value eq \\"${n}\\"`).join(' or ');
const removeChosen = (from: string) => (size: number) =>
  fill(size, () => `{"op":"remove","path":"${from}[${choice}]"}`);

export const PATCHES: Cases = {
  'operations of nothing': patch(SHORT, (size) => fill(size, () => '{"op":"add","value":{}}')),
  'an operation of unknown names': patch(
    SHORT,
    (size) => `{"op":"add","path":"title",${fill(size, (n) => `"a${n}":1`)},"value":"x"}`,
  ),
  'unknown names without a path': patch(
    SHORT,
    (size) => `{"op":"add","value":{${fill(size, (n) => `"a${n}":1`)}}}`,
  ),
  'long names without a path': patch(
    SHORT,
    (size) => `{"op":"add","value":{${fill(size, (n) => `"${ENTERPRISE}:${n}${'a'.repeat(1_000)}":1`)}}}`,
  ),
  '100,000 brackets for a value': patch(SHORT, () => `{"op":"add","path":"emails","value":${BRACKETS}}`),
  '100,000 brackets for a path': patch(SHORT, () => `{"op":"add","path":"emails${BRACKETS}","value":"x"}`),
  '1,000 additions to 499 values': patch(SHORT, addOne),
  '1,000 additions to 499 long values': patch(LONG, addOne),
  '1,000 additions to 499 long values that are not ASCII': patch(SHARP, addOne),
  'additions of 499 values each': patch(SHORT, (size) => fill(size, () => add(values(499)))),
  'replacements by 500 values each': patch(SHORT, (size) =>
    fill(size, () => `{"op":"replace","path":"roles","value":${values(500)}}`),
  ),
  'removals of 500 values each': patch(SHORT, (size) =>
    fill(size, () => `{"op":"remove","path":"roles","value":${strangers}}`),
  ),
  'a sub-attribute of all of 499 values': patch(SHORT, () =>
    times(THOUSAND, (n) => `{"op":"add","path":"roles.display","value":"${n}"}`),
  ),
  'filters of one comparison': patch(SHORT, () =>
    times(THOUSAND, () => '{"op":"remove","path":"roles[display eq \\"a\\"]"}'),
  ),
  'filters that select all': patch(SHORT, () =>
    times(THOUSAND, (n) => `{"op":"add","path":"roles[value pr].display","value":"${n}"}`),
  ),
  'filters of 128 comparisons': patch(SHORT, removeChosen('roles')),
  'filters of 128 comparisons, long values': patch(LONG, removeChosen('roles')),
  'filters of 128 comparisons, values that are not ASCII': patch(SHARP, removeChosen('roles')),
  'filters of 128 comparisons, no values': patch(SHORT, removeChosen('emails')),
  'a long value and 900 filters': patch(
    { userName: 'ada' },
    (size) =>
      `${add(`{"value":"${'ß'.repeat(size)}"}`)},${times(900, () => '{"op":"remove","path":"roles[value eq \\"a\\"]"}')}`,
  ),
};
