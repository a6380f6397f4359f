/**
 * What the worst input costs that anybody could think of: CPU of the pure functions that take bodies, paths and
 * lists, on inputs of 1 MB and 4 MB. Run: npm exec -- node bench/patch-bounds.ts
 */
import { parseResource } from '../lambda/scim/body.ts';
import { ScimError } from '../lambda/scim/error.ts';
import { indexedValues } from '../lambda/scim/index-entries.ts';
import type { Json, JsonObject } from '../lambda/scim/json.ts';
import { membershipChange } from '../lambda/scim/membership.ts';
import { applyChanges } from '../lambda/scim/patch/apply.ts';
import { membershipEdits } from '../lambda/scim/patch/membership.ts';
import { parsePatch } from '../lambda/scim/patch/operations.ts';
import { parseProjection, project } from '../lambda/scim/projection.ts';
import type { Reference } from '../lambda/scim/resource.ts';
import { GROUP, USER } from '../lambda/scim/schema/models.ts';
import { parseEntityTags } from '../lambda/scim/version.ts';

const MEGABYTE = 1024 * 1024;
const RUNS = 7;
const USER_URN = USER.schema.id;
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

interface Case {
  readonly what: string;
  /** The text of about `size` characters that a client sends. */
  readonly input: (size: number) => string;
  readonly run: (input: Json) => unknown;
}

/** As many pieces, joined by commas, as fit `size`. */
const fill = (size: number, piece: (index: number) => string): string => {
  const pieces: string[] = [];
  for (let length = 0, index = 0; length < size; index++) {
    const next = piece(index);
    pieces.push(next);
    length += next.length + 1;
  }
  return pieces.join();
};

const userBody = (attributes: string) => `{"schemas":["${USER_URN}"],"userName":"ada",${attributes}}`;
const patchBody = (operations: string) => `{"schemas":["${PATCH_OP}"],"Operations":[${operations}]}`;
const groupBody = (attributes: string) =>
  `{"schemas":["${GROUP.schema.id}"],"displayName":"Crew",${attributes}}`;

const resource = (body: Json) => parseResource(USER, body);
const patch = (before: JsonObject) => (body: Json) => applyChanges(USER, before, parsePatch(USER, body));
const membership = (current: readonly Reference[]) => (body: Json) =>
  membershipChange(membershipEdits(parsePatch(GROUP, body)), current);

const nested = '['.repeat(100_000) + ']'.repeat(100_000);
const deep = (attributes: string) => attributes.replaceAll('NESTED', nested);

const id = (index: number) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
const members = (count: number): readonly Reference[] =>
  Array.from({ length: count }, (_, index) => ({ id: id(index), type: 'User' }));

const roles = (count: number, value: (index: number) => string): JsonObject => ({
  userName: 'ada',
  roles: Array.from({ length: count }, (_, index) => ({ value: value(index), type: 'work' })),
});
const SHORT = roles(500, (index) => `r${index}`);
const LONG = roles(500, (index) => `${index}`.padEnd(760, 'x'));
const SHARP = roles(500, (index) => `${index}`.padEnd(380, 'ß'));

const choice = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name} eq \\"${index}\\"`).join(' or ');

const CASES: readonly Case[] = [
  {
    what: 'body: short unknown names',
    input: (size) => userBody(fill(size, (n) => `"a${n}":1`)),
    run: resource,
  },
  {
    what: 'body: long unknown names',
    input: (size) => userBody(fill(size, (n) => `"${n}${'a'.repeat(1000)}":1`)),
    run: resource,
  },
  {
    what: 'body: URN names',
    input: (size) => userBody(fill(size, (n) => `"${ENTERPRISE}:a${n}":1`)),
    run: resource,
  },
  {
    what: 'body: one name as long as the body',
    input: (size) => userBody(`"${'a'.repeat(size)}":1`),
    run: resource,
  },
  {
    what: 'body: unknown names in a complex value',
    input: (size) => userBody(`"name":{${fill(size, (n) => `"a${n}":1`)}}`),
    run: resource,
  },
  {
    what: 'body: unknown names in an extension',
    input: (size) => userBody(`"${ENTERPRISE}":{${fill(size, (n) => `"a${n}":1`)}}`),
    run: resource,
  },
  {
    what: 'body: unknown names in 500 values',
    input: (size) =>
      userBody(
        `"emails":[${Array.from({ length: 500 }, () => `{${fill(size / 500, (n) => `"a${n}":1`)}}`).join()}]`,
      ),
    run: resource,
  },
  {
    what: 'body: 500 long values',
    input: (size) =>
      userBody(
        `"roles":[${Array.from({ length: 500 }, (_, n) => `{"value":"${`${n}`.padEnd(size / 500, 'x')}"}`).join()}]`,
      ),
    run: resource,
  },
  {
    what: 'body: as many values as fit',
    input: (size) => userBody(`"emails":[${fill(size, () => '{}')}]`),
    run: resource,
  },
  {
    what: 'body: schemas as long as the body',
    input: (size) => `{"schemas":[${fill(size, () => '""')}]}`,
    run: resource,
  },
  {
    what: 'body: a string as long as the body',
    input: (size) => userBody(`"displayName":"${'ß'.repeat(size)}"`),
    run: resource,
  },
  {
    what: 'body: a boolean as long as the body',
    input: (size) => userBody(`"active":"${'T'.repeat(size)}"`),
    run: resource,
  },
  {
    what: 'body: base64 as long as the body',
    input: (size) => userBody(`"x509Certificates":[{"value":"${'A'.repeat(size)}!"}]`),
    run: resource,
  },
  { what: 'body: 100,000 brackets, unknown', input: () => deep(userBody('"a":NESTED')), run: resource },
  {
    what: 'body: 100,000 brackets for a list',
    input: () => deep(userBody('"emails":NESTED')),
    run: resource,
  },
  {
    what: 'body: 100,000 brackets for a manager',
    input: () => deep(userBody('"manager":NESTED')),
    run: resource,
  },
  {
    what: 'body: members',
    input: (size) => groupBody(`"members":[${fill(size, (n) => `{"value":"${id(n)}"}`)}]`),
    run: (body) => parseResource(GROUP, body),
  },
  {
    what: 'body: shortest members',
    input: (size) => groupBody(`"members":[${fill(size, (n) => `{"value":"${n}"}`)}]`),
    run: (body) => parseResource(GROUP, body),
  },
  {
    what: 'body: a member of many names',
    input: (size) => groupBody(`"members":[{${fill(size, (n) => `"a${n}":1`)},"value":"x"}]`),
    run: (body) => parseResource(GROUP, body),
  },

  {
    what: 'patch: operations of nothing',
    input: (size) => patchBody(fill(size, () => '{"op":"add","value":{}}')),
    run: patch(SHORT),
  },
  {
    what: 'patch: an operation of many names',
    input: (size) => patchBody(`{"op":"add","path":"title",${fill(size, (n) => `"a${n}":1`)},"value":"x"}`),
    run: patch(SHORT),
  },
  {
    what: 'patch: unknown names without a path',
    input: (size) => patchBody(`{"op":"add","value":{${fill(size, (n) => `"a${n}":1`)}}}`),
    run: patch(SHORT),
  },
  {
    what: 'patch: 1,000 long names without a path',
    input: (size) =>
      patchBody(`{"op":"add","value":{${fill(size, (n) => `"${ENTERPRISE}:${n}${'a'.repeat(1000)}":1`)}}}`),
    run: patch(SHORT),
  },
  {
    what: 'patch: 100,000 brackets for a value',
    input: () => deep(patchBody('{"op":"add","path":"emails","value":NESTED}')),
    run: patch(SHORT),
  },
  {
    what: 'patch: 100,000 brackets in a path',
    input: () => patchBody(`{"op":"add","path":"emails${'['.repeat(100_000)}","value":"x"}`),
    run: patch(SHORT),
  },
  {
    what: 'patch: 1,000 additions to 500 values',
    input: () =>
      patchBody(fill(40_000, () => '{"op":"add","path":"roles","value":{"value":"r1","type":"work"}}')),
    run: patch(SHORT),
  },
  {
    what: 'patch: 1,000 additions to 500 long values',
    input: () =>
      patchBody(fill(40_000, () => '{"op":"add","path":"roles","value":{"value":"r1","type":"work"}}')),
    run: patch(LONG),
  },
  {
    what: 'patch: 1,000 additions to 500 values that fold badly',
    input: () =>
      patchBody(fill(40_000, () => '{"op":"add","path":"roles","value":{"value":"r1","type":"work"}}')),
    run: patch(SHARP),
  },
  {
    what: 'patch: additions of many values each',
    input: (size) =>
      patchBody(
        fill(
          size,
          () =>
            `{"op":"add","path":"roles","value":[${Array.from({ length: 400 }, (_, n) => `{"value":"r${n}","type":"work"}`).join()}]}`,
        ),
      ),
    run: patch(SHORT),
  },
  {
    what: 'patch: replacements by many values each',
    input: (size) =>
      patchBody(
        fill(
          size,
          () =>
            `{"op":"replace","path":"roles","value":[${Array.from({ length: 500 }, (_, n) => `{"value":"r${n}","type":"work"}`).join()}]}`,
        ),
      ),
    run: patch(SHORT),
  },
  {
    what: 'patch: removals of many values each',
    input: (size) =>
      patchBody(
        fill(
          size,
          () =>
            `{"op":"remove","path":"roles","value":[${Array.from({ length: 500 }, (_, n) => `{"value":"x${n}"}`).join()}]}`,
        ),
      ),
    run: patch(SHORT),
  },
  {
    what: 'patch: a sub-attribute of all of 500 values',
    input: () => patchBody(fill(40_000, (n) => `{"op":"add","path":"roles.display","value":"${n}"}`)),
    run: patch(SHORT),
  },
  {
    what: 'patch: short filters on 500 values',
    input: () => patchBody(fill(40_000, () => '{"op":"remove","path":"roles[display eq \\"a\\"]"}')),
    run: patch(SHORT),
  },
  {
    what: 'patch: short filters that select all of 500 values',
    input: () =>
      patchBody(fill(40_000, (n) => `{"op":"add","path":"roles[value pr].display","value":"${n}"}`)),
    run: patch(SHORT),
  },
  {
    what: 'patch: long filters on 500 values',
    input: (size) => patchBody(fill(size, () => `{"op":"remove","path":"roles[${choice(256, 'value')}]"}`)),
    run: patch(SHORT),
  },
  {
    what: 'patch: long filters on 500 long values',
    input: (size) => patchBody(fill(size, () => `{"op":"remove","path":"roles[${choice(256, 'value')}]"}`)),
    run: patch(LONG),
  },
  {
    what: 'patch: long filters on 500 values that fold badly',
    input: (size) => patchBody(fill(size, () => `{"op":"remove","path":"roles[${choice(256, 'value')}]"}`)),
    run: patch(SHARP),
  },
  {
    what: 'patch: long filters on nothing',
    input: (size) => patchBody(fill(size, () => `{"op":"remove","path":"emails[${choice(256, 'value')}]"}`)),
    run: patch(SHORT),
  },
  {
    what: 'patch: a value as long as the body, 900 filters on it',
    input: (size) =>
      patchBody(
        `{"op":"add","path":"roles","value":{"value":"${'ß'.repeat(size)}"}},${fill(50_000, () => '{"op":"remove","path":"roles[value eq \\"a\\"]"}')}`,
      ),
    run: patch({ userName: 'ada' }),
  },

  {
    what: 'members: added',
    input: (size) =>
      patchBody(`{"op":"add","path":"members","value":[${fill(size, (n) => `{"value":"${id(n)}"}`)}]}`),
    run: membership([]),
  },
  {
    what: 'members: replaced, of 5,000',
    input: (size) =>
      patchBody(
        `{"op":"replace","path":"members","value":[${fill(size, (n) => `{"value":"${id(n + 2500)}"}`)}]}`,
      ),
    run: membership(members(5_000)),
  },
  {
    what: 'members: replaced, of 50,000',
    input: (size) =>
      patchBody(
        `{"op":"replace","path":"members","value":[${fill(size, (n) => `{"value":"${id(n + 25_000)}"}`)}]}`,
      ),
    run: membership(members(50_000)),
  },
  {
    what: 'members: removed by value',
    input: (size) =>
      patchBody(`{"op":"remove","path":"members","value":[${fill(size, (n) => `{"value":"${id(n)}"}`)}]}`),
    run: membership(members(5_000)),
  },
  {
    what: 'members: removed one by one, by filter',
    input: () =>
      patchBody(
        Array.from(
          { length: 1000 },
          (_, n) => `{"op":"remove","path":"members[value eq \\"${id(n)}\\"]"}`,
        ).join(),
      ),
    run: membership(members(5_000)),
  },
  {
    what: 'members: removed by filters on 5,000',
    input: () =>
      patchBody(Array.from({ length: 16 }, () => '{"op":"remove","path":"members[type eq \\"x\\"]"}').join()),
    run: membership(members(5_000)),
  },
  {
    what: 'members: removed by 1,000 filters',
    input: () =>
      patchBody(
        Array.from({ length: 1000 }, () => '{"op":"remove","path":"members[type eq \\"x\\"]"}').join(),
      ),
    run: membership(members(5_000)),
  },
  {
    what: 'members: 500 replacements',
    input: (size) =>
      patchBody(
        fill(
          size,
          (k) =>
            `{"op":"replace","path":"members","value":[${Array.from({ length: 40 }, (_, n) => `{"value":"${id(k * 40 + n)}"}`).join()}]}`,
        ),
      ),
    run: membership(members(5_000)),
  },

  {
    what: 'projection: 500 names',
    input: () => JSON.stringify(Array.from({ length: 500 }, (_, n) => `${ENTERPRISE}:manager.value${n}`)),
    run: (names) => project(USER, parseProjection(USER, names as string[], undefined), LONG),
  },
  {
    what: 'projection: as many names as fit',
    input: (size) => `[${fill(size, (n) => `"a${n}"`)}]`,
    run: (names) => parseProjection(USER, names as string[], undefined),
  },
  {
    what: 'index entries of a long name',
    input: (size) => `"${'ß'.repeat(size)}"`,
    run: (value) => indexedValues(USER, { userName: value }, 'unique'),
  },
  {
    what: 'index entries of marks out of order',
    input: (size) => `"a${'\u0315\u0300'.repeat(size / 4)}"`,
    run: (value) => indexedValues(USER, { userName: value }, 'unique'),
  },
  {
    what: 'entity tags',
    input: (size) => JSON.stringify(fill(size, () => '"a"')),
    run: (tags) => parseEntityTags(String(tags)),
  },
  {
    what: 'entity tags that are none',
    input: (size) => JSON.stringify(`${fill(size, () => '"a" ')}x`),
    run: (tags) => parseEntityTags(String(tags)),
  },
];

const outcomeOf = (run: () => unknown): string => {
  try {
    run();
    return 'answered';
  } catch (error) {
    if (error instanceof ScimError) return `${error.status} ${error.scimType}`;
    throw error;
  }
};

const cpu = (run: () => unknown): number => {
  const before = process.cpuUsage();
  outcomeOf(run);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

console.log('| case | size | median ms | worst ms | outcome |');
console.log('|---|---|---|---|---|');
const only = process.argv[2];
for (const { what, input, run } of CASES) {
  if (only && !what.includes(only)) continue;
  for (const size of [MEGABYTE, 4 * MEGABYTE]) {
    const text = input(size);
    if (size > MEGABYTE && text.length < MEGABYTE) continue;
    const parsed = JSON.parse(text) as Json;
    const outcome = outcomeOf(() => run(parsed));
    const times = Array.from({ length: RUNS }, () => cpu(() => run(parsed)));
    const megabytes = (text.length / MEGABYTE).toFixed(2);
    console.log(
      `| ${what} | ${megabytes} MB | ${median(times).toFixed(1)} | ${Math.max(...times).toFixed(1)} | ${outcome} |`,
    );
  }
}
