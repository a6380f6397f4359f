import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COMMANDS, parseCommandLine } from '../../../local/admin/command-line.ts';
import { defaultFile } from '../../../local/admin/transfer/delete.ts';
import { linesOf } from '../../../local/admin/transfer/lines.ts';

/** The lines of a text that comes in pieces of so many bytes. */
const linesIn = async (text: string, sizes: readonly number[]): Promise<readonly string[]> => {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let from = 0, index = 0; from < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    pieces.push(bytes.subarray(from, from + size));
    from += size;
  }
  const lines: string[] = [];
  for await (const line of linesOf(Readable.from(pieces))) lines.push(line.toString());
  return lines;
};

describe('the lines of an export', () => {
  const text = fc.array(fc.string({ unit: 'binary' })).map((parts) => parts.join('\n'));
  const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 });

  test('are the same, however they come in pieces, and nothing of them is lost', async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, async (given, pieces) => {
        const sane = given.toWellFormed();
        const lines = await linesIn(sane, pieces);
        expect(lines.join('')).toBe(sane);
        expect(lines).toEqual(sane.match(/[^\n]*\n|[^\n]+$/g) ?? []);
      }),
    );
  });

  test('end at newlines alone, since names may have other marks that end lines', async () => {
    expect(await linesIn('a\u2028b\r\u2029c\nd', [3])).toEqual(['a\u2028b\r\u2029c\n', 'd']);
  });

  test('have an end: what has none is not read into memory', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1_000_000, 'x');
      })(),
    );
    await expect(async () => {
      for await (const line of linesOf(endless)) expect(line).toBeUndefined();
    }).rejects.toThrow('one of its lines is too long');
  });
});

test('the file of a deletion is called after the tenant and the day, in UTC', () => {
  expect(defaultFile('contoso', new Date('2026-11-24T23:59:59+00:00'))).toBe('contoso-2026-11-24.ndjson');
});

describe('a command of whole tenants', () => {
  const examples = ['tenants delete', 'export', 'import', 'usage'].flatMap(
    (name) => COMMANDS[name]?.examples ?? [],
  );

  test.each([...examples, 'import -'])('can be typed as its help shows it: %s', (example) => {
    expect(parseCommandLine(example.split(' '))).toMatchObject({ kind: 'run' });
  });

  test.each([
    ['export', 'export needs TENANT.'],
    ['import --as contoso', 'import needs FILE.'],
    ['tenants delete --without-export', 'tenants delete needs TENANT.'],
  ])('says what it lacks: %s', (line, message) => {
    expect(() => parseCommandLine(line.split(' '))).toThrow(message);
  });
});
