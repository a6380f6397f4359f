import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseResource } from '../../../lambda/scim/body.ts';
import { ScimError } from '../../../lambda/scim/error.ts';
import type { Json, JsonObject } from '../../../lambda/scim/json.ts';
import { applyChanges } from '../../../lambda/scim/patch/apply.ts';
import { membershipEdits } from '../../../lambda/scim/patch/membership.ts';
import { parsePatch } from '../../../lambda/scim/patch/operations.ts';
import type { AttributeDefinition } from '../../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import { frozen } from '../frozen.ts';
import { anyJson, objectsIn } from '../json.ts';
import { ENTERPRISE, GROUP_URN, USER_URN } from '../support.ts';
import { patched, patchOf } from './patched.ts';

const few = (...values: readonly Json[]) => fc.constantFrom(...values);
const string = few('a', 'A', 'b', 'é', '', null);
const flag = few(true, false, 'True', 'false', null);

const element = fc.record(
  { value: string, type: few('work', 'WORK', 'home', null), primary: flag, display: string },
  { requiredKeys: [] },
);
const elements = fc.array(element, { maxLength: 5 });
const address = fc.record(
  { type: few('work', 'home'), locality: string, primary: flag },
  { requiredKeys: [] },
);

/** For some paths, values that an operation on them may have. */
const VALUES: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  title: string,
  active: flag,
  userName: few('a', 'b'),
  name: fc.record({ givenName: string, familyName: string }, { requiredKeys: [] }),
  'name.givenName': string,
  emails: fc.oneof(elements, element),
  addresses: fc.array(address, { maxLength: 3 }),
  'emails.display': string,
  'emails[type eq "work"]': element.map((sent) => ({ ...sent, type: 'work' })),
  'emails[type eq "work"].value': string,
  'emails[value co "a"].display': string,
  'emails[primary eq true].display': string,
  'emails[type eq "work" and display eq "b"].value': string,
  'addresses[type eq "work"].locality': string,
  'roles[primary eq "True"].value': string,
  'roles[type eq "home"].primary': flag,
  manager: few('m', '', null, [], { value: 'n' }, [{ value: 'o' }]),
  [`${ENTERPRISE}:manager.value`]: string,
  [`${ENTERPRISE}:department`]: string,
  [ENTERPRISE]: fc.record({ department: string, division: string }, { requiredKeys: [] }),
  password: string,
};

const operationOf = (op: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  fc
    .constantFrom(...Object.entries(VALUES))
    .chain(([path, value]) => fc.record({ op, path: fc.constant(path), value }));

const pathless: fc.Arbitrary<JsonObject> = fc
  .subarray(Object.entries(VALUES), { maxLength: 4 })
  .chain((entries) =>
    fc.record({ op: few('add', 'Replace'), value: fc.record(Object.fromEntries(entries)) }),
  );

const operation = fc.oneof(operationOf(few('add', 'Add', 'replace', 'Replace', 'remove')), pathless);

/** The attributes of a user, of whatever can be sent of one. */
const user: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      schemas: fc.constant([USER_URN] as const),
      userName: few('ada', 'Ada'),
      title: string,
      active: flag,
      name: fc.record({ givenName: string, familyName: string }),
      emails: elements,
      roles: elements,
      addresses: fc.array(address, { maxLength: 3 }),
      manager: few('m', null),
    },
    { requiredKeys: ['schemas', 'userName'] },
  )
  .map(({ schemas, ...body }) => ({
    ...body,
    schemas: [...schemas],
    ...(body.emails && { emails: onePrimary(body.emails) }),
    ...(body.roles && { roles: onePrimary(body.roles) }),
    ...(body.addresses && { addresses: onePrimary(body.addresses) }),
  }))
  .map((body) => parseResource(USER, body).attributes);

const onePrimary = (values: readonly JsonObject[]): JsonObject[] =>
  values.map((value, index) => (index === 0 ? value : { ...value, primary: false }));

/** What the operations make of a user; undefined when they are refused, as no law forbids. */
const outcome = (before: JsonObject, ...operations: readonly Json[]): JsonObject | undefined => {
  try {
    return patched(before, ...operations);
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
};

describe('PATCH', () => {
  test('touches nothing of what it was given, whether it is done or refused', () => {
    fc.assert(
      fc.property(user, fc.array(operation, { maxLength: 6 }), (before, operations) => {
        outcome(frozen(before), ...frozen(operations));
      }),
    );
  });

  test('makes what a POST of the same would be', () => {
    fc.assert(
      fc.property(user, fc.array(operation, { maxLength: 6 }), (before, operations) => {
        const after = outcome(before, ...operations);
        if (after) expect(parseResource(USER, { schemas: [USER_URN], ...after }).attributes).toEqual(after);
      }),
    );
  });

  test.each(['add', 'replace', 'remove'])('by %s is idempotent', (op) => {
    fc.assert(
      fc.property(user, operationOf(fc.constant(op)), (before, change) => {
        const after = outcome(before, change);
        if (after) expect(outcome(after, change)).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  test('by all operations at once is PATCH by one after another', () => {
    fc.assert(
      fc.property(user, fc.array(operation, { maxLength: 4 }), (before, operations) => {
        const stepwise = operations.reduce<JsonObject | undefined>(
          (resource, change) => resource && outcome(resource, change),
          before,
        );
        if (stepwise) expect(outcome(before, ...operations)).toEqual(stepwise);
      }),
    );
  });

  test('by the removal of a list leaves none of it, by its replacement what a POST would', () => {
    fc.assert(
      fc.property(user, elements.map(onePrimary), (before, emails) => {
        const { emails: _, ...others } = before;
        expect(outcome(before, { op: 'remove', path: 'emails' })).toEqual(others);
        expect(outcome(before, { op: 'replace', path: 'emails', value: emails })).toEqual(
          parseResource(USER, { ...others, schemas: [USER_URN], emails }).attributes,
        );
      }),
    );
  });
});

describe('any JSON', () => {
  const prototype = Object.getOwnPropertyNames(Object.prototype);

  beforeAll(() => {
    Object.freeze(Object.prototype);
  });

  /** The names that the schemas give, at any depth. */
  const known: ReadonlySet<string> = new Set([
    ENTERPRISE,
    ...[USER.schema, GROUP.schema, ...USER.extensions.map(({ schema }) => schema)].flatMap(({ attributes }) =>
      attributes.flatMap(namesOf),
    ),
    'externalId',
  ]);

  function namesOf({ name, subAttributes = [] }: AttributeDefinition): string[] {
    return [name, ...subAttributes.flatMap(namesOf)];
  }

  /** Runs what may be refused, and asks of what it answers that it holds nothing but what the schemas name. */
  const isSafe = (run: () => JsonObject) => {
    try {
      for (const object of objectsIn(run())) {
        expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
        expect(Object.keys(object).filter((name) => !known.has(name))).toEqual([]);
      }
    } catch (error) {
      if (!(error instanceof ScimError)) throw error;
      expect(error.status).toBe(400);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototype);
  };

  test('in a body is a resource or refused', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(USER, GROUP), (json, model) => {
        isSafe(() => parseResource(model, json).attributes);
        const named = { userName: 'a', displayName: 'b', ...Object(json), schemas: [USER_URN, GROUP_URN] };
        isSafe(() => parseResource(model, named).attributes);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['userName', 'name', 'emails', 'addresses', 'manager', ENTERPRISE, 'members', 'active'])(
    'for %s is a value or refused',
    (name) => {
      fc.assert(
        fc.property(anyJson, (value) => {
          const body = { schemas: [USER_URN, GROUP_URN], userName: 'a', displayName: 'b', [name]: value };
          isSafe(() => parseResource(USER, body).attributes);
          isSafe(() => parseResource(GROUP, body).attributes);
        }),
      );
    },
  );

  test('as a PATCH, its operations, or their parts is a change or refused', () => {
    const wild = fc.oneof(
      anyJson,
      fc.array(anyJson, { maxLength: 3 }).map(patchOf),
      fc
        .record(
          { op: few('add', 'replace', 'remove'), path: anyJson, value: anyJson },
          { requiredKeys: ['op'] },
        )
        .map((one) => patchOf([one])),
      fc
        .record({
          op: few('add', 'replace', 'remove'),
          path: few(...Object.keys(VALUES), 'members'),
          value: anyJson,
        })
        .map((one) => patchOf([one])),
    );
    fc.assert(
      fc.property(user, wild, (before, body) => {
        isSafe(() => applyChanges(USER, frozen(before), parsePatch(USER, body)));
        isSafe(() => {
          const changes = parsePatch(GROUP, body);
          const isOfMembers = (name: string) => name === 'members';
          membershipEdits(changes.filter(({ path }) => isOfMembers(path.attribute.attribute.name)));
          const others = changes.filter(({ path }) => !isOfMembers(path.attribute.attribute.name));
          return applyChanges(GROUP, { displayName: 'a' }, others);
        });
      }),
      { numRuns: 1_000 },
    );
  });
});
