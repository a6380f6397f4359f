import { describe, expect, test } from '@jest/globals';
import { Lexer, quote, type Token } from '../../../lambda/scim/filter/lexer.ts';

const tokens = (text: string): Token[] => {
  const lexer = new Lexer(text);
  const read: Token[] = [];
  do read.push(lexer.next());
  while (read.at(-1)?.kind !== 'end');
  return read;
};

const pieces = (text: string) => tokens(text).map((token) => [token.kind, token.text]);

describe('Lexer', () => {
  test('takes a filter apart and says where each token starts', () => {
    expect(tokens('not(a.b eq "c")')).toEqual([
      { kind: 'word', text: 'not', start: 0 },
      { kind: '(', text: '(', start: 3 },
      { kind: 'word', text: 'a.b', start: 4 },
      { kind: 'word', text: 'eq', start: 8 },
      { kind: 'string', text: 'c', start: 11 },
      { kind: ')', text: ')', start: 14 },
      { kind: 'end', text: '', start: 15 },
    ]);
  });

  test('keeps a URN, its version and what follows it in one word', () => {
    expect(pieces('urn:a:2.0:User:name.givenName pr')[0]).toEqual(['word', 'urn:a:2.0:User:name.givenName']);
  });

  test('takes any white space between tokens, or none where none is needed', () => {
    expect(pieces(' \ta\u00a0[\r\nb]\n')).toEqual(pieces('a[b]'));
  });

  test.each([
    [String.raw`"\"\\\/\b\f\n\r\t"`, '"\\/\b\f\n\r\t'],
    [String.raw`"\u00e9\u00E9"`, 'éé'],
    [String.raw`"\ud83d\ude00"`, '😀'],
    ['"😀 ()[] and"', '😀 ()[] and'],
    ['""', ''],
    [String.raw`"\\"`, '\\'],
  ])('reads the string %s', (text, meaning) => {
    expect(pieces(text)).toEqual([
      ['string', meaning],
      ['end', ''],
    ]);
  });

  test.each([
    ['an end that is missing', '"abc'],
    ['an end that is escaped', String.raw`"abc\"`],
    ['nothing after a backslash', '"\\'],
    ['an escape that JSON does not have', String.raw`"\x41"`],
    ['an escape of a single quote', String.raw`"\'"`],
    ['an escape cut short', String.raw`"\u12"`],
    ['a control character', '"a\tb"'],
    ['an escaped lone surrogate', String.raw`"\ud83d"`],
    ['surrogates in the wrong order', String.raw`"\ude00\ud83d"`],
    ['a raw lone surrogate', '"\ud83d"'],
    ['an escaped U+0000', String.raw`"\u0000"`],
    ['a raw U+0000', '"\u0000"'],
  ])('refuses a string with %s', (_, text) => {
    expect(() => tokens(text)).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidFilter' }));
  });

  test('peeks without going on', () => {
    const lexer = new Lexer('a b');
    expect(lexer.peek()).toBe(lexer.peek());
    expect(lexer.next().text).toBe('a');
    expect(lexer.peek().text).toBe('b');
  });

  test('starts where it is told to', () => {
    expect(new Lexer('emails[type pr]', 6).next()).toEqual({ kind: '[', text: '[', start: 6 });
  });
});

test('quote cuts what is too long for a sentence', () => {
  expect(quote('name')).toBe('"name"');
  expect(quote('x'.repeat(1_000))).toBe(`"${'x'.repeat(120)}…"`);
});

test('quote makes a text of whatever was written, pairs of surrogates that are torn or cut among it', () => {
  expect(quote('a\ud83d')).toBe('"a\ufffd"');
  expect(quote(`${'x'.repeat(119)}${'😀'.repeat(2)}`)).toBe(`"${'x'.repeat(119)}\ufffd…"`);
});
