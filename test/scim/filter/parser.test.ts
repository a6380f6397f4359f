import { describe, expect, test } from '@jest/globals';
import type { Filter } from '../../../lambda/scim/filter/ast.ts';
import { MAX_COMPARISONS, MAX_DEPTH, MAX_LENGTH, parseFilter } from '../../../lambda/scim/filter/parser.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import { requireAttribute, subAttributeOf } from '../../../lambda/scim/schema/resolve.ts';
import { EXTENSION, SAMPLE } from './sample.ts';

const parse = (text: string): Filter => parseFilter(text, SAMPLE);

const ref = (name: string) => requireAttribute(SAMPLE, name);

const inElement = (attribute: string, name: string) => {
  const found = subAttributeOf(ref(attribute).attribute, name);
  if (!found) throw new Error(`${attribute} has no ${name}`);
  return { attribute: found };
};

const present = (name: string): Filter => ({ kind: 'present', attribute: ref(name) });

const invalid = (sentence?: string) =>
  expect.objectContaining({
    name: 'ScimError',
    status: 400,
    scimType: 'invalidFilter',
    ...(sentence && { message: expect.stringContaining(sentence) }),
  });

describe('names', () => {
  test.each([
    ['text pr', 'text'],
    ['TEXT pr', 'text'],
    ['one.TEXT pr', 'one.text'],
    ['urn:example:params:sample:2.0:Sample:one.text pr', 'one.text'],
    ['URN:Example:Params:Sample:2.0:SAMPLE:Text pr', 'text'],
    [`${EXTENSION}:text pr`, `${EXTENSION}:text`],
    [`${EXTENSION.toUpperCase()}:TAGS.value pr`, `${EXTENSION}:tags.value`],
    ['id pr', 'id'],
    ['meta.lastmodified pr', 'meta.lastModified'],
    ['schemas pr', 'schemas'],
  ])('%s speaks of %s', (text, name) => {
    expect(parse(text)).toEqual(present(name));
  });

  test.each([
    ['Manager.Value pr', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value'],
    ['manager.$ref pr', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref'],
    [
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0User:department pr',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
    ],
  ])("of Entra's names, %s speaks of %s", (text, name) => {
    expect(parseFilter(text, USER)).toEqual({ kind: 'present', attribute: requireAttribute(USER, name) });
  });

  test.each([
    'nope',
    'text.sub',
    'one.nope',
    'one.text.more',
    'one.',
    '.text',
    'urn:example:unknown:text',
    `${EXTENSION}:nope`,
    EXTENSION,
    '__proto__',
    'constructor',
    'toString',
    'one.__proto__',
    `${EXTENSION}:hasOwnProperty`,
  ])('%s is unknown, and the error names it', (name) => {
    expect(() => parse(`${name} eq "x"`)).toThrow(invalid(name));
    expect(() => parse(`${name} pr`)).toThrow(invalid(name));
  });

  test('what only another resource type has is unknown', () => {
    expect(() => parseFilter('manager.value eq "x"', GROUP)).toThrow(invalid('Group has no attribute'));
  });

  test.each(['secret', 'pin', 'vault.secret', 'vault[secret'])('%s, which is secret, is refused', (name) => {
    const close = name.includes('[') ? ']' : '';
    expect(() => parse(`${name} eq "x"${close}`)).toThrow(invalid('cannot be filtered by'));
    expect(() => parse(`${name} pr${close}`)).toThrow(invalid('cannot be filtered by'));
  });

  test('the password of a user is refused', () => {
    expect(() => parseFilter('password sw "a"', USER)).toThrow(invalid('cannot be filtered by'));
  });
});

describe('comparisons', () => {
  test.each(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])('%s is found in any case', (operator) => {
    const mixed = operator.charAt(0).toUpperCase() + operator.slice(1);
    for (const written of [operator, operator.toUpperCase(), mixed]) {
      expect(parse(`text ${written} "a"`)).toEqual({
        kind: 'compare',
        attribute: ref('text'),
        operator,
        value: 'a',
      });
    }
  });

  test('pr is found in any case', () => {
    for (const written of ['pr', 'PR', 'Pr']) expect(parse(`text ${written}`)).toEqual(present('text'));
  });

  test.each([
    ['flag eq true', true],
    ['flag eq FALSE', false],
    ['flag eq "True"', true],
    ['flag ne "false"', false],
    ['count gt 10', 10],
    ['count eq -0', 0],
    ['ratio le -1.5e+2', -150],
    ['ratio eq 1E3', 1000],
    ['when lt "2026-01-31T08:00:00+01:00"', '2026-01-31T08:00:00+01:00'],
    ['link sw "https://"', 'https://'],
    ['blob eq "QQ=="', 'QQ=='],
    [String.raw`text eq "\u00e9\n\"😀"`, 'é\n"😀'],
    ['text eq ""', ''],
  ])('%s has its value in the type of the attribute', (text, value) => {
    expect(parse(text)).toMatchObject({ kind: 'compare', value });
  });

  test.each([
    ['exact eq jyoung', 'jyoung'],
    ['exact eq jyoung@example.com', 'jyoung@example.com'],
    ['exact eq 6f1c-00a2', '6f1c-00a2'],
    ['exact eq 701984', '701984'],
    ['exact eq 007', '007'],
    ['exact eq Łukasz_1', 'Łukasz_1'],
    ['(exact eq jyoung)', 'jyoung'],
    ['many[text eq work]', 'work'],
  ])('%s is accepted, though the value lacks its quotes', (text, value) => {
    const filter = parse(text);
    expect(filter.kind === 'elements' ? filter.filter : filter).toMatchObject({ operator: 'eq', value });
  });

  test.each([
    "exact eq 'jyoung'",
    "exact eq o'brien",
    'exact eq true',
    'exact eq and',
    'exact eq a\\b',
    'exact eq a,b',
    'exact eq \ud83d',
    'exact ne jyoung',
    'exact co jyoung',
    'exact gt 5',
  ])('%s is refused for the quotes that it lacks', (text) => {
    expect(() => parse(text)).toThrow(invalid('a string in double quotes'));
  });

  test.each([
    ['text', 'text'],
    ['many', 'many'],
    ['one', 'one'],
    ['many.value', 'many.value'],
  ])('%s compared with null asks for presence', (name, attribute) => {
    expect(parse(`${name} ne null`)).toEqual(present(attribute));
    expect(parse(`${name} eq NULL`)).toEqual({ kind: 'not', filter: present(attribute) });
  });

  test.each([
    ['many co "x"', 'many.value'],
    ['owner eq "x"', 'owner.value'],
    [`${EXTENSION}:tags sw "x"`, `${EXTENSION}:tags.value`],
  ])('%s compares %s', (text, name) => {
    expect(parse(text)).toMatchObject({ kind: 'compare', attribute: ref(name) });
  });

  test.each([
    ['one eq "x"', 'one is complex'],
    ['parts co "x"', 'parts is complex'],
    ['meta eq "x"', 'meta is complex'],
    ...['co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'].map((operator) => [
      `flag ${operator} true`,
      'of type boolean',
    ]),
    ...['gt', 'ge', 'lt', 'le'].map((operator) => [`blob ${operator} "QQ=="`, 'of type binary']),
    ...['co', 'sw', 'ew'].flatMap((operator) => [
      [`count ${operator} 1`, 'of type integer'],
      [`ratio ${operator} 1`, 'of type decimal'],
      [`when ${operator} "2026-01-31T08:00:00Z"`, 'of type dateTime'],
    ]),
    ['flag eq "yes"', 'with true or false'],
    ['flag eq 1', 'with true or false'],
    ['count eq "1"', 'with a number'],
    ['count eq 01', 'with a number'],
    ['count eq 1.', 'with a number'],
    ['count eq 0x1', 'with a number'],
    ['count eq 1e999', 'with a number'],
    ['count eq NaN', 'with a number'],
    ['count eq true', 'with a number'],
    ['when eq "2026-02-30T08:00:00Z"', 'with a date and time'],
    ['when eq "2026-01-31T08:00:00"', 'with a date and time'],
    ['when eq "2026-01-31"', 'with a date and time'],
    ['when eq "2026-01-31 08:00:00Z"', 'with a date and time'],
    ['when eq "2026-13-01T08:00:00Z"', 'with a date and time'],
    ['when eq "yesterday"', 'with a date and time'],
    ['when eq 2026-01-31T08:00:00Z', 'with a date and time'],
    ...['co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'].map((operator) => [
      `text ${operator} null`,
      'eq and ne only',
    ]),
  ])('%s is refused: %s', (text = '', sentence = '') => {
    expect(() => parse(text)).toThrow(invalid(sentence));
  });
});

describe('precedence and grouping', () => {
  const [a, b, c, d] = [present('text'), present('exact'), present('count'), present('when')];

  test.each<[string, Filter]>([
    ['text pr and exact pr', { kind: 'and', filters: [a, b] }],
    ['text pr OR exact pr', { kind: 'or', filters: [a, b] }],
    ['text pr or exact pr and count pr', { kind: 'or', filters: [a, { kind: 'and', filters: [b, c] }] }],
    ['text pr and exact pr or count pr', { kind: 'or', filters: [{ kind: 'and', filters: [a, b] }, c] }],
    ['(text pr or exact pr) And count pr', { kind: 'and', filters: [{ kind: 'or', filters: [a, b] }, c] }],
    [
      'text pr and exact pr or count pr and when pr',
      {
        kind: 'or',
        filters: [
          { kind: 'and', filters: [a, b] },
          { kind: 'and', filters: [c, d] },
        ],
      },
    ],
    ['text pr and exact pr and count pr', { kind: 'and', filters: [a, b, c] }],
    ['text pr and (exact pr and count pr)', { kind: 'and', filters: [a, b, c] }],
    ['((text pr or exact pr) or count pr)', { kind: 'or', filters: [a, b, c] }],
    ['not (text pr)', { kind: 'not', filter: a }],
    ['NOT(text pr)', { kind: 'not', filter: a }],
    ['not (text pr) and exact pr', { kind: 'and', filters: [{ kind: 'not', filter: a }, b] }],
    ['not (text pr or exact pr)', { kind: 'not', filter: { kind: 'or', filters: [a, b] } }],
    ['not (not (text pr))', { kind: 'not', filter: { kind: 'not', filter: a } }],
    ['( ((text pr)) )', a],
  ])('%s', (text, filter) => {
    expect(parse(text)).toEqual(filter);
  });
});

describe('value paths', () => {
  const text = inElement('many', 'text');
  const value = inElement('many', 'value');
  const work: Filter = { kind: 'compare', attribute: text, operator: 'eq', value: 'work' };
  const valueIs: Filter = { kind: 'compare', attribute: value, operator: 'eq', value: 'a' };

  test.each<[string, Filter]>([
    ['many[text eq "work"]', work],
    ['MANY [ TEXT eq "work" ]', work],
    ['many[text eq "work" and value eq "a"]', { kind: 'and', filters: [work, valueIs] }],
    ['many[text eq "work"].value eq "a"', { kind: 'and', filters: [work, valueIs] }],
    ['many[text eq "work"].VALUE eq "a"', { kind: 'and', filters: [work, valueIs] }],
    [
      'many[text eq "work"].value pr',
      { kind: 'and', filters: [work, { kind: 'present', attribute: value }] },
    ],
    [
      'many[text eq "work" or value eq "a"].value eq "a"',
      { kind: 'and', filters: [{ kind: 'or', filters: [work, valueIs] }, valueIs] },
    ],
    ['many[not (text eq "work")]', { kind: 'not', filter: work }],
  ])('%s speaks of one element', (written, filter) => {
    expect(parse(written)).toEqual({ kind: 'elements', attribute: ref('many'), filter });
  });

  test('stand among other conditions', () => {
    expect(parse('exact pr and not (many[text eq "work"].value eq "a") or count pr')).toMatchObject({
      kind: 'or',
      filters: [{ kind: 'and', filters: [present('exact'), { kind: 'not' }] }, present('count')],
    });
  });

  test('are found in extensions and on attributes of one value', () => {
    expect(parse(`${EXTENSION}:tags[text pr]`)).toMatchObject({ attribute: ref(`${EXTENSION}:tags`) });
    expect(parse('one[text pr]')).toMatchObject({ kind: 'elements', attribute: ref('one') });
  });

  test.each([
    ['text[value eq "x"]', 'has no sub-attributes'],
    ['texts[value eq "x"]', 'has no sub-attributes'],
    ['many.value[text eq "x"]', 'has no sub-attributes'],
    ['many[nope eq "x"]', 'many has no attribute "nope"'],
    ['many[many.text eq "x"]', 'many has no attribute "many.text"'],
    ['many[__proto__ eq "x"]', 'many has no attribute "__proto__"'],
    ['many[text eq "x"].nope pr', 'many has no attribute "nope"'],
    ['many[text eq "x"].constructor pr', 'many has no attribute "constructor"'],
    ['many[text eq "x"].text.text pr', 'many has no attribute "text.text"'],
    ['many[text[value eq "x"]]', 'within brackets'],
    ['many[]', 'name of an attribute'],
    ['many[text eq "x"', '"]" is expected'],
    ['many[text eq "x")', '"]" is expected'],
    ['many[text eq "x"].value', 'an operator is expected'],
    ['many[text eq "x"]value eq "y"', 'is expected'],
    ['many[text eq "x"] eq "y"', 'is expected'],
  ])('%s is refused: %s', (written, sentence) => {
    expect(() => parse(written)).toThrow(invalid(sentence));
  });
});

describe('what is no filter', () => {
  test.each([
    ['', 'the filter ends where the name of an attribute is expected'],
    ['   ', 'the filter ends'],
    ['text', 'the filter ends where an operator is expected'],
    ['text eq', 'the filter ends where a value is expected'],
    ['text is "a"', '"is" stands at character 6 where an operator is expected'],
    ['text "a"', 'an operator is expected'],
    ['text eq (', 'a value is expected'],
    ['text eq [', 'a value is expected'],
    ['text eq "a', 'the string at character 9 is not closed'],
    ['"a" eq text', 'the name of an attribute is expected'],
    ['text eq "a" exact pr', '"exact" stands at character 13'],
    ['text pr and', 'the filter ends'],
    ['text pr and and exact pr', 'has no attribute "and"'],
    ['and text pr', 'has no attribute "and"'],
    ['text pr or', 'the filter ends'],
    ['(text pr', '")" is expected'],
    ['text pr)', '")" stands at character 8'],
    ['()', 'the name of an attribute is expected'],
    ['not text pr', '"(" is expected'],
    ['not', '"(" is expected'],
    ['not many[text pr]', '"(" is expected'],
    ['text eq "a" "b"', 'is expected'],
    ['text pr "a"', 'is expected'],
    ['exact eq john smith', '"smith" stands'],
  ])('%j is refused: %s', (text, sentence) => {
    expect(() => parse(text)).toThrow(invalid(sentence));
  });
});

describe('bounds', () => {
  test('as long as allowed, and no longer', () => {
    const start = 'text eq "';
    const text = `${start}${'a'.repeat(MAX_LENGTH - start.length - 1)}"`;
    expect(parse(text)).toMatchObject({ kind: 'compare' });
    expect(() => parse(` ${text}`)).toThrow(invalid(`at most ${MAX_LENGTH} characters`));
  });

  test('as deep as allowed, and no deeper', () => {
    const nested = (open: string, close: string, depth: number) =>
      `${open.repeat(depth)}text pr${close.repeat(depth)}`;
    expect(parse(nested('(', ')', MAX_DEPTH))).toEqual(present('text'));
    expect(() => parse(nested('(', ')', MAX_DEPTH + 1))).toThrow(invalid(`at most ${MAX_DEPTH} deep`));
    expect(parse(nested('not (', ')', MAX_DEPTH))).toMatchObject({ kind: 'not' });
    expect(() => parse(nested('not (', ')', MAX_DEPTH + 1))).toThrow(invalid(`at most ${MAX_DEPTH} deep`));
    expect(() => parse(nested('many[(', ')]', MAX_DEPTH))).toThrow(invalid());
  });

  test('side by side is not deep', () => {
    expect(
      parse(
        Array(MAX_DEPTH + 1)
          .fill('(text pr)')
          .join(' and '),
      ),
    ).toMatchObject({ kind: 'and' });
  });

  test('as many comparisons as allowed, and no more', () => {
    const text = (count: number) => Array(count).fill('text pr').join(' or ');
    expect(parse(text(MAX_COMPARISONS))).toMatchObject({ kind: 'or' });
    expect(() => parse(text(MAX_COMPARISONS + 1))).toThrow(invalid(`at most ${MAX_COMPARISONS} comparisons`));
    expect(() => parse(`many[${text(MAX_COMPARISONS)}].value pr`)).toThrow(invalid('comparisons'));
  });

  test.each([
    ['1 MB of a name', 'a'.repeat(1_000_000)],
    ['1 MB of white space', ' '.repeat(1_000_000)],
    ['a string of 1 MB', `text eq "${'a'.repeat(1_000_000)}"`],
    ['a string of 1 MB that does not end', `text eq "${'\\"'.repeat(500_000)}`],
    ['100,000 parentheses', '('.repeat(100_000)],
    ['100,000 brackets', 'many['.repeat(100_000)],
    ['100,000 quotes', '"'.repeat(100_000)],
    ['100,000 nots', 'not('.repeat(100_000)],
    ['100,000 pairs', `${'('.repeat(100_000)}text pr${')'.repeat(100_000)}`],
  ])('%s is refused', (_, text) => {
    expect(() => parse(text)).toThrow(invalid(`at most ${MAX_LENGTH} characters`));
  });
});
