import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ScimError } from '../../lambda/scim/error.ts';
import { MAX_COMPARISONS, MAX_LENGTH, parseFilter } from '../../lambda/scim/filter/parser.ts';
import { printFilter } from '../../lambda/scim/filter/print.ts';
import { elementFor, type PatchPath, parsePath } from '../../lambda/scim/path.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { attributeName } from '../../lambda/scim/schema/resolve.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const MISTYPED = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';

const parse = (path: string): PatchPath => parsePath(path, USER);

/** A path in short: attribute, filter and sub-attribute. */
const parts = (path: PatchPath) =>
  path.kind === 'extension'
    ? path
    : [attributeName(path.attribute), path.filter && printFilter(path.filter), path.subAttribute?.name];

const error = (scimType: 'invalidPath' | 'invalidFilter', sentence: string) =>
  expect.objectContaining({
    name: 'ScimError',
    status: 400,
    scimType,
    message: expect.stringContaining(sentence),
  });

describe('parsePath', () => {
  test.each<[string, ...(string | undefined)[]]>([
    ['displayName', 'displayName', undefined, undefined],
    ['DISPLAYNAME', 'displayName', undefined, undefined],
    ['  active\t', 'active', undefined, undefined],
    ['name.givenName', 'name', undefined, 'givenName'],
    ['emails', 'emails', undefined, undefined],
    ['emails.value', 'emails', undefined, 'value'],
    ['id', 'id', undefined, undefined],
    ['meta.version', 'meta', undefined, 'version'],
    ['password', 'password', undefined, undefined],
    ['emails[type eq "work"]', 'emails', 'type eq "work"', undefined],
    ['emails[type eq "work"].value', 'emails', 'type eq "work"', 'value'],
    ['EMAILS[TYPE EQ "work"].VALUE', 'emails', 'type eq "work"', 'value'],
    [' emails[ type eq work ].value ', 'emails', 'type eq "work"', 'value'],
    ['emails[type eq "a]b"].value', 'emails', 'type eq "a]b"', 'value'],
    [
      'emails[type eq "work" and not (value ew "x")]',
      'emails',
      'type eq "work" and not (value ew "x")',
      undefined,
    ],
    ['roles[primary eq "True"].display', 'roles', 'primary eq true', 'display'],
    ['addresses[type eq "work"].streetAddress', 'addresses', 'type eq "work"', 'streetAddress'],
    [`${CORE}:userName`, 'userName', undefined, undefined],
    [`${CORE}:name.familyName`, 'name', undefined, 'familyName'],
    [`${CORE}:emails[type eq "work"].value`, 'emails', 'type eq "work"', 'value'],
    [`${ENTERPRISE}:employeeNumber`, `${ENTERPRISE}:employeeNumber`, undefined, undefined],
    [`${ENTERPRISE}:manager.value`, `${ENTERPRISE}:manager`, undefined, 'value'],
    [`${MISTYPED}:department`, `${ENTERPRISE}:department`, undefined, undefined],
    ['manager', `${ENTERPRISE}:manager`, undefined, undefined],
    ['manager.displayName', `${ENTERPRISE}:manager`, undefined, 'displayName'],
  ])('%s', (text, attribute, filter, subAttribute) => {
    expect(parts(parse(text))).toEqual([attribute, filter, subAttribute]);
  });

  test('a member of a group', () => {
    expect(parts(parsePath('members[value eq "u1"]', GROUP))).toEqual([
      'members',
      'value eq "u1"',
      undefined,
    ]);
  });

  test.each([ENTERPRISE, ENTERPRISE.toLowerCase(), MISTYPED])('the URN %s alone is its extension', (urn) => {
    expect(parse(urn)).toEqual({ kind: 'extension', extension: ENTERPRISE });
  });

  test('the names of a filter are those of the sub-attributes', () => {
    const path = parse('emails[type eq "work"]');
    const filter = parseFilter('emails[type eq "work"]', USER);
    expect(path).toEqual({
      kind: 'attribute',
      attribute: filter.kind === 'elements' && filter.attribute,
      filter: filter.kind === 'elements' && filter.filter,
    });
  });

  test.each([
    ['', 'User has no attribute ""'],
    ['favouriteColour', 'User has no attribute "favouriteColour"'],
    ['name.nope', 'User has no attribute "name.nope"'],
    ['name.givenName.more', 'User has no attribute'],
    ['emails.', 'User has no attribute'],
    ['.value', 'User has no attribute'],
    ['display name', 'User has no attribute'],
    ['members', 'User has no attribute "members"'],
    [CORE, 'User has no attribute'],
    ['urn:example:nope', 'User has no attribute'],
    [`${ENTERPRISE}:`, 'User has no attribute'],
    [`${ENTERPRISE}:nope`, 'User has no attribute'],
    ['__proto__', 'User has no attribute "__proto__"'],
    ['constructor.prototype', 'User has no attribute'],
    [`${ENTERPRISE}:__proto__`, 'User has no attribute'],
    ['emails[type eq "work"].__proto__', 'has no sub-attribute ".__proto__"'],
    ['nope[type eq "work"]', 'User has no attribute "nope"'],
    ['[type eq "work"]', 'User has no attribute ""'],
    ['emails [type eq "work"]', 'User has no attribute "emails "'],
    ['name[givenName eq "x"]', 'no elements that a filter could select'],
    ['active[value eq true]', 'no elements that a filter could select'],
    ['schemas[value eq "x"]', 'no elements that a filter could select'],
    ['emails.value[type eq "work"]', 'no elements that a filter could select'],
    [`${ENTERPRISE}[department eq "x"]`, 'User has no attribute'],
    ['emails[type eq "work"].nope', 'has no sub-attribute ".nope"'],
    ['emails[type eq "work"]value', 'has no sub-attribute "value"'],
    ['emails[type eq "work"].', 'has no sub-attribute "."'],
    ['emails[type eq "work"].value.more', 'has no sub-attribute'],
    ['emails[type eq "work"]]', 'has no sub-attribute "]"'],
    ['emails[type eq "work"]"', 'has no sub-attribute'],
    ['emails[type eq "work"][value pr]', 'has no sub-attribute'],
    ['emails[type eq "work"].value eq "x"', 'has no sub-attribute'],
    ['"emails', 'User has no attribute'],
    ['emails]', 'User has no attribute'],
  ])('%j is refused as a path: %s', (text, sentence) => {
    expect(() => parse(text)).toThrow(error('invalidPath', sentence));
  });

  test.each([
    ['emails[]', 'the name of an attribute is expected'],
    ['emails[type eq "work"', 'the filter ends'],
    ['emails[type eq "work].value', 'is not closed'],
    ['emails[', 'the filter ends'],
    ['emails[nope eq "work"]', 'emails has no attribute "nope"'],
    ['emails[__proto__ eq "work"]', 'emails has no attribute "__proto__"'],
    ['emails[type is "work"]', '"is" stands at character 13'],
    ['emails[primary gt true]', 'cannot be compared by gt'],
    ['emails[primary eq "maybe"]', 'true or false'],
    ['emails[type[value eq "x"]]', 'within brackets'],
    ['emails[(type eq "work"]', '")" is expected'],
    [String.raw`emails[type eq "\u0000"]`, 'not allowed'],
    [`emails[${'('.repeat(100)}`, 'nested at most'],
    [
      `emails[${Array(MAX_COMPARISONS + 1)
        .fill('type pr')
        .join(' or ')}]`,
      'comparisons',
    ],
  ])('%j is refused for its filter: %s', (text, sentence) => {
    expect(() => parse(text)).toThrow(error('invalidFilter', sentence));
  });

  test.each([
    ['1 MB of a name', 'a'.repeat(1_000_000)],
    ['100,000 brackets', `emails${'['.repeat(100_000)}`],
    ['100,000 quotes', `emails[${'"'.repeat(100_000)}`],
    ['1 MB of dots', '.'.repeat(1_000_000)],
  ])('%s is refused', (_, text) => {
    expect(() => parse(text)).toThrow(error('invalidPath', `at most ${MAX_LENGTH} characters`));
  });

  test('any text is a path or a 400', () => {
    const fragment = fc.constantFrom(
      ...[
        'emails',
        'type',
        'value',
        'name',
        'manager',
        '__proto__',
        ENTERPRISE,
        MISTYPED,
        CORE,
        ':',
        '.',
        ' ',
      ],
      ...['[', ']', '(', ')', '"', '"work"', ' eq ', ' pr', ' and ', ' or ', 'not', '\\', 'true', 'null'],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fragment, { maxLength: 12 }).map((fragments) => fragments.join('')),
      fc.array(fragment, { maxLength: 8 }).map((fragments) => `emails[${fragments.join('')}].value`),
    );
    fc.assert(
      fc.property(text, (path) => {
        try {
          expect(['attribute', 'extension']).toContain(parse(path).kind);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ScimError);
          expect(thrown).toMatchObject({
            status: 400,
            scimType: expect.stringMatching(/^invalid(Path|Filter)$/),
          });
        }
      }),
    );
  });
});

describe('elementFor', () => {
  const element = (path: string, model = USER) => {
    const parsed = parsePath(path, model);
    return parsed.kind === 'attribute' && parsed.filter && elementFor(parsed.filter);
  };

  test.each([
    ['emails[type eq "work"].value', { type: 'work' }],
    ['emails[TYPE EQ work].value', { type: 'work' }],
    ['roles[primary eq "True"].display', { primary: true }],
    ['emails[type eq "work" and primary eq true].value', { type: 'work', primary: true }],
    [
      'emails[(type eq "work") and (primary eq "false" and display eq "x")]',
      { type: 'work', primary: false, display: 'x' },
    ],
    ['emails[type eq "work" and type eq "Work"].value', { type: 'Work' }],
  ])('%s describes %j', (path, expected) => {
    expect(element(path)).toEqual(expected);
  });

  test.each([
    'emails[type eq "work" or type eq "home"].value',
    'emails[not (type eq "work")].value',
    'emails[type ne "work"].value',
    'emails[type sw "work"].value',
    'emails[type pr].value',
    'emails[type eq null].value',
    'emails[type eq "work" and value co "x"].display',
    'emails[type eq "work" and type eq "home"].value',
  ])('%s describes none', (path) => {
    expect(element(path)).toBeUndefined();
  });

  test('what the client may not write cannot be described', () => {
    expect(element('groups[display eq "x"].value')).toBeUndefined();
    expect(element('members[value eq "u1"].display', GROUP)).toBeUndefined();
  });
});
