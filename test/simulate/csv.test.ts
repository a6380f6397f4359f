import { describe, expect, test } from '@jest/globals';
import { array, assert, property, string, stringMatching } from 'fast-check';
import { CsvError, formatCsv, readCsv } from '../../local/simulate/source/csv.ts';

const cells = (text: string, ...columns: string[]) =>
  readCsv(text, columns).map(({ value }) => columns.map((column) => value(column)));

describe('a table of comma-separated values', () => {
  test.each([
    ['plain values', 'a,b\n1,2\n', [['1', '2']]],
    ['no line break at the end', 'a,b\n1,2', [['1', '2']]],
    ['the line breaks of Windows', 'a,b\r\n1,2\r\n', [['1', '2']]],
    ['a byte order mark, as Excel writes it', '\uFEFFa,b\n1,2\n', [['1', '2']]],
    ['quotes around commas', 'a,b\n"1,5",2\n', [['1,5', '2']]],
    ['doubled quotes', 'a,b\n"say ""hi""",2\n', [['say "hi"', '2']]],
    ['line breaks in a value', 'a,b\n"1\r\n2",3\n', [['1\r\n2', '3']]],
    [
      'empty values',
      'a,b\n,""\n,x\n',
      [
        ['', ''],
        ['', 'x'],
      ],
    ],
    ['a line that is too short', 'a,b\n1\n', [['1', '']]],
    ['an empty line', 'a,b\n\n1,2\n', [['1', '2']]],
    ['spaces, which belong to the value', 'a,b\n 1 ,2\n', [[' 1 ', '2']]],
  ])('may have %s', (_, text, expected) => {
    expect(cells(text, 'a', 'b')).toEqual(expected);
  });

  test('finds a column by its name in any case, wherever it stands', () => {
    expect(cells('B,other,A\n2,x,1\n', 'a', 'b')).toEqual([['1', '2']]);
  });

  test('is empty where it has no such column', () => {
    expect(readCsv('a\n1\n', ['a'])[0]?.value('b')).toBe('');
  });

  test.each([
    ['a missing column', 'a\n1\n', 'there is no column b'],
    ['an empty file', '', 'there is no column a, b'],
    ['more values than columns', 'a,b\n1,2\n1,2,3\n', 'line 3 has 3 values for 2 columns'],
    ['a quote that is not closed', 'a,b\n"x\ny",2\n"1,2\n', 'line 4 has a quote'],
    ['a quote within a bare value', 'a,b\n1"2,3\n', 'line 2 has a quote'],
  ])('is refused for %s, with the line', (_, text, message) => {
    expect(() => readCsv(text, ['a', 'b'])).toThrow(CsvError);
    expect(() => readCsv(text, ['a', 'b'])).toThrow(message);
  });

  test('is read as it was written, whatever is in it', () => {
    const value = string({ unit: 'binary' }).map((text) => text || '""');
    assert(
      property(
        array(array(value, { minLength: 2, maxLength: 2 })),
        stringMatching(/^[a-z]{1,5}$/),
        (rows, a) => {
          const text = formatCsv([[a, `${a}2`], ...rows.map((row) => [...row])]);
          expect(cells(text, a, `${a}2`)).toEqual(rows);
        },
      ),
    );
  });
});
