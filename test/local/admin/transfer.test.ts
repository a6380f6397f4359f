import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COMMANDS, parseCommandLine } from '../../../local/admin/command-line.ts';
import { defaultFile } from '../../../local/admin/transfer/delete.ts';
import { idList } from '../../../local/admin/transfer/id-list.ts';
import { linesOf } from '../../../local/admin/transfer/lines.ts';
import { readExport } from '../../../local/admin/transfer/read-export.ts';

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

describe('an export that is read', () => {
  const header = {
    kind: 'tenant',
    format: 1,
    tenant: 'contoso',
    name: 'Contoso',
    groupNames: 'unique',
    created: '2026-01-01T00:00:00.000Z',
    exported: '2026-01-01T00:00:00.000Z',
  };
  const [a, b, c] = ['a', 'b', 'c'].map((digit) => `${digit}b6f1d0e-0000-4000-8000-00000000000a`);
  const members = (...ids: readonly unknown[]) => ({
    kind: 'members',
    group: a,
    shard: 'a',
    members: ids.map((id) => ({ id })),
  });
  const refusalOf = async (...lines: readonly object[]) => {
    const text = [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
    const { batches } = await readExport(Readable.from([Buffer.from(text)]));
    return batches.next().catch((error: unknown) => String(error));
  };

  test.each<[string, readonly object[]]>([
    [
      'Line 4: its id is that of a user.',
      [
        { kind: 'User', id: b },
        { kind: 'User', id: c },
        { kind: 'Group', id: b },
      ],
    ],
    ['Line 3: it is out of order, or there twice.', [members(a, b), members(b, c)]],
    ['Line 3: it is out of order, or there twice.', [members(a, c), members(b)]],
  ])('is refused: %s', async (message, lines) => {
    expect(await refusalOf(...lines)).toBe(`Failure: ${message}`);
  });

  test('may have a group whose id is that of no user, and members in several lines', async () => {
    const lines = [{ kind: 'User', id: b }, { kind: 'Group', id: a }, members(a), members(b, c)];
    expect(await refusalOf(...lines)).toContain('cut short');
  });
});

test('ids that come in order are found again, and no others', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 40 }), fc.array(fc.boolean()), (ids, kept) => {
      const list = idList();
      const isKept = (_: string, index: number) => kept[index % kept.length] ?? true;
      const there = ids.filter(isKept);
      for (const id of there.toSorted()) list.add(id);
      expect(ids.filter((id) => list.has(id))).toEqual(there);
    }),
  );
  const many = idList();
  const idAt = (index: number) => `${index.toString(16).padStart(8, '0')}-0000-4000-8000-00000000000a`;
  for (let index = 0; index < 3_000; index += 2) many.add(idAt(index));
  expect([0, 1, 2_046, 2_047, 2_998, 2_999].map((index) => many.has(idAt(index)))).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
  ]);
  many.add('ada');
  expect(many.has('ada')).toBe(false);
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
