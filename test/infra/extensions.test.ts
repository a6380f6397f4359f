import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { extended } from '../../lambda/scim/schema/extended.ts';
import { CORE_USER } from '../../lambda/scim/schema/models.ts';
import { resolveAttribute } from '../../lambda/scim/schema/resolve.ts';
import { MOST_BYTES, MOST_EXTENSIONS, MOST_INDEXES } from '../../lib/extensions/clashes.ts';
import { MOST_ATTRIBUTES, readDeclaration } from '../../lib/extensions/declaration.ts';
import { readExtensions } from '../../lib/extensions/folder.ts';
import { readSettings, SettingsError } from '../../lib/settings.ts';
import { blocksIn, DOCUMENTS } from '../docs/support/documents.ts';

const URN = 'urn:example:acme:User';
const part = (name: string, more: object = {}) => ({ name, description: 'A part.', ...more });
const one = (more: object = {}) => ({ name: 'code', description: 'A code.', ...more });
const complex = (subAttributes: unknown, more: object = {}) =>
  one({ type: 'complex', subAttributes, ...more });
const several = (subAttributes: unknown) => complex(subAttributes, { multiValued: true });
const declaring = (attributes: unknown, more: object = {}) => ({
  id: URN,
  name: 'Acme',
  description: 'What Acme needs.',
  extends: 'User',
  attributes,
  ...more,
});

const read = (declared: unknown) => {
  const problems: string[] = [];
  const written: unknown = JSON.parse(JSON.stringify(declared));
  return { extension: readDeclaration(written, (problem) => problems.push(problem)), problems };
};

describe('a declaration', () => {
  test('has the characteristics of RFC 7643 §2.2 where it does not say otherwise', () => {
    const { extension, problems } = read(declaring([one()]));
    expect(problems).toEqual([]);
    expect(extension).toEqual({
      extends: 'User',
      required: false,
      schema: {
        id: URN,
        name: 'Acme',
        description: 'What Acme needs.',
        attributes: [
          {
            name: 'code',
            type: 'string',
            multiValued: false,
            description: 'A code.',
            required: false,
            caseExact: false,
            mutability: 'readWrite',
            returned: 'default',
            uniqueness: 'none',
          },
        ],
      },
      indexes: [],
    });
  });

  test.each([
    ['reference', { referenceTypes: ['external'] }, true],
    ['binary', {}, true],
    ['dateTime', {}, false],
    ['boolean', {}, false],
  ])('of type %s, is exact in case as §2.3 has it', (type, more, caseExact) => {
    expect(read(declaring([one({ type, ...more })])).extension?.schema.attributes[0]).toMatchObject({
      type,
      caseExact,
      ...more,
    });
  });

  test('says all that a schema can say, in the form in which /Schemas serves it', () => {
    const said = {
      name: 'badges',
      type: 'complex',
      multiValued: true,
      description: 'Badges.',
      required: true,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'request',
      uniqueness: 'none',
      subAttributes: [
        {
          name: 'value',
          type: 'string',
          multiValued: false,
          description: 'Its number.',
          required: true,
          canonicalValues: ['1', '2'],
          caseExact: true,
          mutability: 'readOnly',
          returned: 'always',
          uniqueness: 'none',
        },
      ],
    };
    const schema = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
    const served = { schemas: [schema], meta: { resourceType: 'Schema' }, required: true };
    const mutable = { ...said, subAttributes: [{ ...said.subAttributes[0], required: false }] };
    const { extension, problems } = read(declaring([mutable], served));
    expect(problems).toEqual([]);
    expect(extension).toMatchObject({ required: true, schema: { attributes: [mutable] } });
  });

  test('names the indexes by the URN, those of sub-attributes too', () => {
    const indexed = { indexed: true };
    const attributes = [
      one(indexed),
      { ...several([part('value', indexed), part('kind')]), name: 'badges' },
      { ...one({ ...indexed, uniqueness: 'server' }), name: 'payroll' },
    ];
    const { extension } = read(declaring(attributes));
    const declared = true;
    expect(extension?.indexes).toEqual([
      { attribute: `${URN}:code`, unique: false, declared },
      { attribute: `${URN}:badges.value`, unique: false, declared },
      { attribute: `${URN}:payroll`, unique: true, declared },
    ]);
    const model = extended(CORE_USER, extension ? [extension] : []);
    for (const { attribute } of model.indexes) expect(resolveAttribute(model, attribute)).toBeDefined();
    expect(JSON.stringify(extension?.schema)).not.toContain('indexed');
  });
});

describe('what is wrong is told by its place, with what to write instead', () => {
  const type = 'one of "string", "boolean", "decimal", "integer", "dateTime", "reference", "binary"';

  test.each<[string, unknown, string]>([
    ['a list', [], 'it has to be one JSON object: the schema that it declares.'],
    [
      'a URN in upper case without a name',
      declaring([one()], { id: 'URN:ACME' }),
      'id is "URN:ACME": write a URN of',
    ],
    ['no URN', declaring([one()], { id: 'acme:User' }), 'id is "acme:User": write a URN of'],
    [
      'a URN with a space',
      declaring([one()], { id: 'urn:acme:a b' }),
      'id is "urn:acme:a b": write a URN of',
    ],
    [
      'a URN with a bracket',
      declaring([one()], { id: 'urn:acme:a[b' }),
      'id is "urn:acme:a[b": write a URN of',
    ],
    [
      'a URN that ends in a colon',
      declaring([one()], { id: 'urn:acme:a:' }),
      'id is "urn:acme:a:": write a URN of',
    ],
    ['no id', declaring([one()], { id: undefined }), 'id is missing: write a URN of'],
    [
      'a long URN',
      declaring([one()], { id: `urn:acme:${'a'.repeat(200)}` }),
      'write one of at most 200 characters.',
    ],
    [
      'no description',
      declaring([one()], { description: '' }),
      'description is "": write a text of 1 to 1000',
    ],
    [
      'another resource type',
      declaring([one()], { extends: 'Device' }),
      'extends is "Device": write one of "User", "Group".',
    ],
    [
      'a flag in quotes',
      declaring([one()], { required: 'true' }),
      'required is "true": write true or false.',
    ],
    [
      'an unknown field',
      declaring([one()], { attribute: [] }),
      'attribute is not read: did you mean attributes?',
    ],
    ['no attribute', declaring([]), `attributes is []: write a list of 1 to ${MOST_ATTRIBUTES} attributes.`],
    ['an attribute that is none', declaring(['code']), 'attributes is ["code"]: write a list of'],
    [
      'too many',
      declaring(Array.from({ length: MOST_ATTRIBUTES + 1 }, (_, n) => one({ name: `a${n}` }))),
      'write a list of 1 to 50 attributes.',
    ],
    [
      'a name that is none',
      declaring([one({ name: '1st' })]),
      'attributes[0].name is "1st": write a letter and',
    ],
    [
      'a name with a dot',
      declaring([one({ name: 'a.b' })]),
      'attributes[0].name is "a.b": write a letter and',
    ],
    [
      'a name of every object',
      declaring([one({ name: 'constructor' })]),
      'attributes[0].name is "constructor": write another one',
    ],
    [
      '__proto__',
      declaring([one({ name: '__proto__' })]),
      'attributes[0].name is "__proto__": write a letter and',
    ],
    [
      'a common attribute',
      declaring([one({ name: 'ExternalId' })]),
      'attributes[0].name is "ExternalId": write another one',
    ],
    ['schemas', declaring([one({ name: 'schemas' })]), 'attributes[0].name is "schemas": write another one'],
    [
      'a name twice',
      declaring([one(), one({ name: 'CODE' })]),
      'attributes[1].name is "CODE": write another one, attributes[0] is called so.',
    ],
    [
      'an unknown type',
      declaring([one({ type: 'strng' })]),
      `attributes[0].type is "strng": write ${type}, "complex".`,
    ],
    [
      'an unknown characteristic',
      declaring([one({ mutable: 'readOnly' })]),
      'attributes[0].mutable is not read: did you mean mutability?',
    ],
    [
      'an unknown mutability',
      declaring([one({ mutability: 'readonly' })]),
      'write one of "readOnly", "readWrite", "immutable", "writeOnly".',
    ],
    [
      'an unknown return',
      declaring([one({ returned: 'sometimes' })]),
      'write one of "always", "never", "default", "request".',
    ],
    [
      'null',
      declaring([one({ multiValued: null })]),
      'attributes[0].multiValued is null: write true or false.',
    ],
    [
      'a complex part',
      declaring([complex([part('a', { type: 'complex' })])]),
      `attributes[0].subAttributes[0].type is "complex": write ${type}; a sub-attribute is never complex`,
    ],
    [
      'parts of a part',
      declaring([complex([part('a', { subAttributes: [] })])]),
      'attributes[0].subAttributes[0].subAttributes is not read',
    ],
    [
      'parts of what is not complex',
      declaring([one({ subAttributes: [part('a')] })]),
      'leave it out, or write "type": "complex".',
    ],
    [
      'no parts',
      declaring([complex(undefined)]),
      'attributes[0].subAttributes is missing: write a list of 1 to 20',
    ],
    [
      'several values of a part',
      declaring([complex([part('a', { multiValued: true })])]),
      'subAttributes[0].multiValued is true: write false',
    ],
    [
      'a primary that is none',
      declaring([several([part('value'), part('primary')])]),
      'declare primary as "type": "boolean"',
    ],
    ['nothing but a label', declaring([several([part('type')])]), 'declare one besides type and primary'],
    [
      'suggested numbers',
      declaring([one({ type: 'integer', canonicalValues: ['1'] })]),
      'leave it out: only strings have',
    ],
    [
      'a suggestion twice',
      declaring([one({ canonicalValues: ['a', 'a'] })]),
      'write a list of 1 to 100 different texts.',
    ],
    [
      'a reference to nothing',
      declaring([one({ type: 'reference' })]),
      'attributes[0].referenceTypes is missing: write a list of some of "external", "uri", "User", "Group".',
    ],
    [
      'a reference to a device',
      declaring([one({ type: 'reference', referenceTypes: ['Device'] })]),
      'referenceTypes is ["Device"]',
    ],
    [
      'references of a string',
      declaring([one({ referenceTypes: ['User'] })]),
      'leave it out, or write "type": "reference".',
    ],
    [
      'base64 in any case',
      declaring([one({ type: 'binary', caseExact: false })]),
      'write true: base64 is case exact.',
    ],
    [
      'writeOnly and returned',
      declaring([one({ mutability: 'writeOnly' })]),
      'attributes[0].returned is left out: write "never"',
    ],
    [
      'required and readOnly',
      declaring([one({ mutability: 'readOnly', required: true })]),
      'attributes[0].required is true: write false',
    ],
    [
      'unique everywhere',
      declaring([one({ uniqueness: 'global', indexed: true })]),
      'attributes[0].uniqueness is "global": write "server"',
    ],
    [
      'unique without an index',
      declaring([one({ uniqueness: 'server' })]),
      'write "indexed": true beside it',
    ],
    [
      'several unique values',
      declaring([one({ uniqueness: 'server', indexed: true, multiValued: true })]),
      'write "none": only an attribute of one value',
    ],
    [
      'unique in each value',
      declaring([several([part('value', { uniqueness: 'server', indexed: true })])]),
      'write "none": only an attribute of one value',
    ],
    [
      'an index of a whole',
      declaring([complex([part('a')], { indexed: true })]),
      'write it in one of the sub-attributes.',
    ],
    [
      'an index of numbers',
      declaring([one({ type: 'integer', indexed: true })]),
      'attributes[0].indexed is true: write false: strings and references',
    ],
    [
      'an index of a secret',
      declaring([one({ returned: 'never', indexed: true })]),
      'nobody can filter by what is not returned.',
    ],
    [
      'an index of nothing',
      declaring([one({ mutability: 'readOnly', indexed: true })]),
      'nobody can give a readOnly attribute a value.',
    ],
    [
      'an immutable part of several',
      declaring([several([part('value', { mutability: 'immutable' })])]),
      'subAttributes[0].mutability is "immutable": write it at the attribute itself',
    ],
    [
      'a secret part of several',
      declaring([several([part('value'), part('pin', { returned: 'never' })])]),
      'subAttributes[1].returned is "never": write it at the attribute itself',
    ],
  ])('%s', (_, declared, sentence) => {
    expect(read(declared).problems).toContainEqual(expect.stringContaining(sentence));
  });

  test('all at once', () => {
    const attributes = [one({ type: 'text', indexed: 1 }), { name: 'b' }];
    expect(read(declaring(attributes, { extends: 'user' })).problems).toHaveLength(4);
  });
});

describe('the guide', () => {
  const guide = DOCUMENTS.find(({ name }) => name === 'docs/extensions.md');
  const block = (language: string, beginning: string): string =>
    blocksIn(guide?.text ?? '').find((one) => one.language === language && one.text.startsWith(beginning))
      ?.text ?? '';

  test('has an example that is a declaration', () => {
    expect(read(JSON.parse(block('json', '{')))).toMatchObject({
      problems: [],
      extension: { indexes: [{ unique: false }] },
    });
  });

  test('quotes a problem as it is told', () => {
    const { problems } = read(declaring([one(), one({ name: 'date', type: 'date' })]));
    expect(block('text', 'extensions/')).toBe(`extensions/acme-user.json: ${problems[0]}\n`);
  });
});

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
