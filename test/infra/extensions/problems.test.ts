import { describe, expect, test } from '@jest/globals';
import { MOST_ATTRIBUTES } from '../../../lib/extensions/declaration.ts';
import { complex, declaring, one, part, read, several } from './support.ts';

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
