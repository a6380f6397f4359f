/** What attributes take, by the characteristics that their schemas give them (RFC 7643 §2.2). */

import type { JsonObject } from '../../../json.ts';
import { attributeOf } from '../../capabilities.ts';
import { check, type Draft, NotOffered } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import { anything } from '../../expect/matcher.ts';
import type { Need } from '../../need.ts';
import type { Session } from '../../session.ts';
import { ENTERPRISE, GROUP, USER } from '../../urns.ts';
import { listOf, textOf } from '../../values.ts';
import { expectError } from '../support.ts';
import { attributesOf, CHARACTERISTICS } from './schema.ts';

/** Paths of all attributes and sub-attributes of a schema that have this mutability. */
const pathsOf = (scim: Session, urn: string, mutability: string): readonly string[] =>
  attributesOf(scim, urn).flatMap((attribute) => {
    const name = textOf(attribute['name']);
    return attribute['mutability'] === mutability
      ? [name]
      : listOf(attribute['subAttributes'])
          .filter((sub) => sub['mutability'] === mutability)
          .map((sub) => `${name}.${textOf(sub['name'])}`);
  });

const readOnly = (
  name: string,
  urn: string,
  make: (scim: Session) => Promise<{ readonly path: string }>,
  needs: readonly Need[],
): Draft =>
  check(
    `read-only-${name}`,
    CHARACTERISTICS,
    `what the schema of ${name} calls readOnly cannot be changed by a path`,
    async (scim) => {
      const paths = pathsOf(scim, urn, 'readOnly');
      if (paths.length === 0) throw new NotOffered('a readOnly attribute');
      const { path } = await make(scim);
      const prefix = urn === ENTERPRISE ? `${ENTERPRISE}:` : '';
      for (const one of paths)
        expectError(
          await scim.patch(path, [{ op: 'replace', path: `${prefix}${one}`, value: 'x' }]),
          400,
          'mutability',
        );
    },
    { needs: ['patch', ...needs] },
  );

/** What holds a value of the wrong type and is right in all else. */
const wrongly = (scim: Session, urn: string, attribute: JsonObject): JsonObject => {
  const value = attribute['type'] === 'complex' ? 12 : { deeply: [{ wrong: true }] };
  const wrong = { [textOf(attribute['name'])]: attribute['multiValued'] === true ? [value] : value };
  if (urn === GROUP) return { schemas: [GROUP], displayName: scim.name('wrong'), ...wrong };
  const user = { schemas: [USER], userName: `${scim.name('wrong')}@example.com` };
  return urn === USER ? { ...user, ...wrong } : { ...user, schemas: [USER, ENTERPRISE], [ENTERPRISE]: wrong };
};

/** Sends what is wrong about one attribute after the other. */
const wrongTypes = (
  name: string,
  urn: string,
  endpoint: '/Users' | '/Groups',
  needs: readonly Need[],
): Draft =>
  check(
    `types-${name}`,
    CHARACTERISTICS,
    `no attribute of ${name} takes a value of another type than its schema says`,
    async (scim) => {
      for (const attribute of attributesOf(scim, urn)) {
        // A single value in the place of a manager is its id, as Entra ID sends it.
        if (attribute['mutability'] === 'readOnly' || attribute['name'] === 'manager') continue;
        expectError(await scim.post(endpoint, wrongly(scim, urn, attribute)), 400, 'invalidValue');
      }
    },
    { needs },
  );

export const WRITTEN: readonly Draft[] = [
  check(
    'required',
    CHARACTERISTICS,
    'a user without a required attribute is refused',
    async (scim) => {
      for (const { name, required } of attributesOf(scim, USER)) {
        if (required !== true) continue;
        const body = {
          schemas: [USER],
          userName: `${scim.name('required')}@example.com`,
          [textOf(name)]: null,
        };
        expectError(await scim.post('/Users', body), 400, 'invalidValue');
      }
    },
    { needs: ['users'] },
  ),
  readOnly('users', USER, (scim) => scim.user(), ['users']),
  readOnly('groups', GROUP, (scim) => scim.group(), ['groups']),
  readOnly('enterprise', ENTERPRISE, (scim) => scim.user(), [
    'users',
    { attribute: 'department', of: 'EnterpriseUser' },
  ]),
  wrongTypes('users', USER, '/Users', ['users']),
  wrongTypes('groups', GROUP, '/Groups', ['groups']),
  wrongTypes('enterprise', ENTERPRISE, '/Users', [
    'users',
    { attribute: 'department', of: 'EnterpriseUser' },
  ]),
  check(
    'uniqueness',
    CHARACTERISTICS,
    'userName is as unique as its schema says',
    async (scim) => {
      const uniqueness = attributeOf(scim.capabilities, 'User', 'userName')?.['uniqueness'];
      const { attributes } = await scim.user();
      const answer = await scim.post('/Users', attributes);
      if (uniqueness === 'none') expectAnswer(answer, { status: 201, body: anything });
      else expectError(answer, 409, 'uniqueness');
    },
    { needs: ['users', { attribute: 'userName', of: 'User' }] },
  ),
];
