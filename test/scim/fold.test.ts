import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8, fold, isStorable } from '../../lambda/scim/fold.ts';

const text = fc.string({ unit: 'binary' });

/** Strings dense in letters that have several cases, and in marks that combine. */
const letters = fc.string({
  unit: fc.constantFrom(...Array.from('aAßẞſsSςσΣİıiIKkÅåéÉǅǄǆŉΐᾳᾼ\u0301\u0307\u0308\u0342\u0345ÆꭰᎠ𐐀𐐨')),
});

const everyCharacter = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint)
  .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
  .map((codePoint) => String.fromCodePoint(codePoint));

describe('fold', () => {
  test.each([
    ['Bob.Jensen@Example.COM', 'bob.jensen@example.com'],
    ['STRASSE', 'straße'],
    ['STRAẞE', 'strasse'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['Ångström', 'A\u030angstro\u0308m'],
    ['ﬁle', 'FILE'],
    ['ᾼ\u0342', 'ᾷ'],
    ['Ꭰ', 'ꭰ'],
    ['𐐀', '𐐨'],
  ])('%s and %s are one value', (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  test.each([
    ['résumé', 'resume'],
    ['a b', 'ab'],
    ['１', '1'],
  ])('%s and %s are two values', (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  test('no character folds to what folds again', () => {
    expect(everyCharacter.filter((character) => fold(fold(character)) !== fold(character))).toEqual([]);
  });

  test('no character differs from its own upper or lower case', () => {
    const differs = (character: string) =>
      fold(character.toUpperCase()) !== fold(character) || fold(character.toLowerCase()) !== fold(character);
    expect(everyCharacter.filter(differs)).toEqual([]);
  });

  // By the tables of Unicode 17, which the deployed runtime has; with others, keys that are stored would not be found.
  test('folds every character as the keys that are stored were made', () => {
    const folded = createHash('sha256').update(everyCharacter.map(fold).join('\0')).digest('hex');
    expect(folded).toBe('f6f4817a21b8aea4e291c40a13d61c2b938c1a564b33f874f73c80d42b7e61d2');
  });

  test('is idempotent', () => {
    fc.assert(fc.property(fc.oneof(text, letters), (value) => fold(fold(value)) === fold(value)));
  });

  test('takes upper and lower case of decomposed text for the same', () => {
    fc.assert(
      fc.property(fc.oneof(text, letters), (value) => {
        const decomposed = value.normalize('NFD');
        expect(fold(decomposed.toUpperCase())).toBe(fold(value));
        expect(fold(decomposed.toLowerCase())).toBe(fold(value));
      }),
    );
  });

  test('takes canonically equivalent strings for the same', () => {
    fc.assert(fc.property(letters, (value) => fold(value.normalize('NFC')) === fold(value.normalize('NFD'))));
  });

  test('folds a letter alike wherever it stands, but for the marks that compose with it', () => {
    const letterByLetter = (value: string) => Array.from(value.normalize('NFD'), fold).join('');
    fc.assert(
      fc.property(fc.oneof(text, letters), (value) => letterByLetter(value).normalize('NFC') === fold(value)),
    );
  });
});

describe('compareUtf8', () => {
  test('puts what lies beyond U+FFFF last, where the order of UTF-16 does not', () => {
    const sent = ['\u{1f600}', '\u{ff5e}', 'z'];
    expect(sent.toSorted(compareUtf8)).toEqual(['z', '\u{ff5e}', '\u{1f600}']);
    expect(sent.toSorted()).toEqual(['z', '\u{1f600}', '\u{ff5e}']);
  });

  test('agrees with the order of the bytes', () => {
    const close = fc.string({
      unit: fc.constantFrom('a', '\u007f', '\u0080', '\ud7ff', '\ue000', '\uffff', '𐀀', '😀'),
    });
    fc.assert(
      fc.property(fc.oneof(fc.tuple(text, text), fc.tuple(close, close)), ([a, b]) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});

describe('isStorable', () => {
  test.each(['', 'plain', 'é', '😀', '\u0001', '\uffff'])('%j is storable', (value) => {
    expect(isStorable(value)).toBe(true);
  });

  test.each(['\u0000', 'a\u0000b', '\ud83d', '\ude00\ud83d', 'a\udc00'])('%j is not', (value) => {
    expect(isStorable(value)).toBe(false);
  });

  test('a letter has at most 30 marks', () => {
    const marks = (count: number) => '\u0315\u0300'.repeat(count / 2);
    expect(isStorable(`a${marks(30)}b${marks(30)}`)).toBe(true);
    expect(isStorable(`a${marks(32)}`)).toBe(false);
    expect(isStorable(marks(32))).toBe(false);
  });

  test('what is storable survives UTF-8', () => {
    const anyUnits = fc
      .array(fc.integer({ min: 0, max: 0xffff }))
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(fc.oneof(text, anyUnits), (value) => {
        const survives = Buffer.from(value).toString() === value && !value.includes('\u0000');
        expect(isStorable(value)).toBe(survives);
      }),
    );
  });
});
