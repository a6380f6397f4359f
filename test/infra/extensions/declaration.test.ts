import { describe, expect, test } from '@jest/globals';
import { extended } from '../../../lambda/scim/schema/extended.ts';
import { CORE_USER } from '../../../lambda/scim/schema/models.ts';
import { resolveAttribute } from '../../../lambda/scim/schema/resolve.ts';
import { blocksIn, DOCUMENTS } from '../../docs/support/documents.ts';
import { declaring, one, part, read, several, URN } from './support.ts';

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
