import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MOST_BYTES, MOST_EXTENSIONS, MOST_INDEXES } from '../../../lib/extensions/clashes.ts';
import { readExtensions } from '../../../lib/extensions/folder.ts';
import { readSettings, SettingsError } from '../../../lib/settings.ts';
import { declaring, one } from './support.ts';

describe('the folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scim-extensions-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, declared: unknown) =>
    writeFileSync(join(folder, name), typeof declared === 'string' ? declared : JSON.stringify(declared));
  const readFolder = (given: string | undefined = folder) => {
    const problems: string[] = [];
    return { extensions: readExtensions(given, (problem) => problems.push(problem)), problems };
  };

  test('is read in the order of its files’ names, and nothing else in it is', () => {
    write('b.json', declaring([one()], { id: 'urn:example:b' }));
    write('a.json', declaring([one()], { id: 'urn:example:a' }));
    write('README.md', 'no JSON');
    write('.hidden.json', 'no JSON');
    mkdirSync(join(folder, 'sample.json'));
    const { extensions, problems } = readFolder();
    expect(problems).toEqual([]);
    expect(extensions.map(({ schema }) => schema.id)).toEqual(['urn:example:a', 'urn:example:b']);
  });

  test('declares nothing as the project has it, and one extension in its sample', () => {
    expect(readFolder('extensions')).toEqual({ extensions: [], problems: [] });
    const { extensions, problems } = readFolder('extensions/sample');
    expect(problems).toEqual([]);
    expect(extensions).toMatchObject([
      { extends: 'User', schema: { id: 'urn:ietf:params:scim:schemas:extension:acme:2.0:User' } },
    ]);
  });

  test('that is a setting has to exist', () => {
    const { problems } = readFolder(join(folder, 'nowhere'));
    expect(problems).toEqual([`scim:extensions is "${folder}/nowhere": there is no such folder.`]);
  });

  test('names the file of each problem', () => {
    write('a.json', '{\n  "id": 1,\n}');
    write('b.json', declaring([one({ type: 'text' })]));
    const { problems } = readFolder();
    expect(problems).toEqual([
      expect.stringMatching(/^a\.json cannot be read as JSON: .*line 3/),
      expect.stringMatching(/^b\.json: attributes\[0\]\.type is "text": write /),
    ]);
  });

  test.each([
    [
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      'it is too like urn:ietf:params:scim:schemas:extension:enterprise:2.0:User of RFC 7643.',
    ],
    [
      'urn:ietf:params:scim:schemas:core:2.0:user',
      'it is too like urn:ietf:params:scim:schemas:core:2.0:User of RFC 7643.',
    ],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:More',
      'it is too like urn:ietf:params:scim:schemas:core:2.0:User of RFC 7643.',
    ],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0User', 'this is kept for the RFCs.'],
    ['urn:ietf:params:scim:schemas:core:2.0:Device', 'this is kept for the RFCs.'],
    ['urn:ietf:params:scim:api:messages:2.0:Acme', 'this is kept for the RFCs.'],
    ['urn:example:other', 'it is too like urn:example:other of a.json.'],
    ['urn:example:OTHER:code', 'it is too like urn:example:other of a.json.'],
    ['urn:example:oth', undefined],
    ['urn:example:others', undefined],
  ])('declares nothing that could be taken for another schema: %s', (id, sentence) => {
    write('a.json', declaring([one()], { id: 'urn:example:other' }));
    write('b.json', declaring([one()], { id }));
    const { problems } = readFolder();
    if (sentence === undefined) expect(problems.filter((one) => one.includes('too like'))).toEqual([]);
    else expect(problems).toEqual([expect.stringMatching(`^b\\.json: id is .*${sentence}$`)]);
  });

  test('holds no more than a resource and a function have room for', () => {
    const few = MOST_INDEXES / 2 + 1;
    for (const index of Array(MOST_EXTENSIONS + 1).keys()) {
      const indexed = index < 2;
      const attributes = Array.from({ length: few }, (_, n) => one({ name: `a${n}`, indexed }));
      write(`${index}.json`, declaring(attributes, { id: `urn:example:${index}` }));
    }
    expect(readFolder().problems).toEqual([
      `${MOST_EXTENSIONS + 1} files extend User: ${MOST_EXTENSIONS} may, so put attributes together.`,
      `${2 * few} attributes of User are indexed: ${MOST_INDEXES} may be, in all files together.`,
    ]);
  });

  test('holds no more text than a function has room for', () => {
    const description = 'x'.repeat(1_000);
    const attributes = Array.from({ length: 50 }, (_, n) => one({ name: `a${n}`, description }));
    write('a.json', declaring(attributes, { id: 'urn:example:a' }));
    write('b.json', declaring(attributes, { id: 'urn:example:b' }));
    expect(readFolder().problems).toEqual([
      `the files declare more than ${MOST_BYTES / 1_024} KB: shorten descriptions, or declare less.`,
    ]);
  });

  test('is a setting, whose problems stop the synthesis beside those of the others', () => {
    write('a.json', declaring([one({ type: 'text' })]));
    const settings = () => readSettings({ 'scim:extensions': folder, 'scim:memoryMb': '1' });
    expect(settings).toThrow(SettingsError);
    expect(settings).toThrow(/memoryMb.*\na\.json: attributes\[0\]\.type/s);
  });
});
