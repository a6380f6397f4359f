import { describe, expect, test } from '@jest/globals';
import { isBinaryAnswer, isBinaryRequest } from '../../../local/api-gateway/binary.ts';

const ANY = ['*/*'];
const SOME = ['image/png', 'application/*', '*/test'];

describe('a body is bytes', () => {
  test.each<[readonly string[], string | undefined, boolean]>([
    [[], 'application/json', false],
    [ANY, 'application/json; charset=utf-8', true],
    [ANY, undefined, true],
    [ANY, '', false],
    [SOME, 'image/png', true],
    [SOME, 'IMAGE/PNG', true],
    [SOME, 'image/gif', false],
    [SOME, 'application/scim+json;charset=utf-8', true],
    [SOME, undefined, true],
    [SOME, 'random/test', false],
  ])('for %j when it is %s: %s', (types, contentType, binary) => {
    const headers = contentType === undefined ? [] : [['content-type', contentType] as const];
    expect(isBinaryRequest(types, headers)).toBe(binary);
  });
});

/** Those of `SOME` were recorded on AWS. */
describe('an answer in base64 becomes bytes', () => {
  test.each<[readonly string[], string | undefined, boolean]>([
    [[], 'image/png', false],
    [ANY, '*/*', true],
    [ANY, 'application/scim+json', true],
    [ANY, 'application', false],
    [ANY, undefined, false],
    [SOME, 'image/png', true],
    [SOME, 'image/jpg', false],
    [SOME, 'image/*', false],
    [SOME, '*/*', false],
    [SOME, '*/test', false],
    [SOME, 'random/test', false],
    [SOME, 'image/webp,image/png,*/*;q=0.8', false],
    [SOME, 'image/png,image/*,*/*;q=0.8', true],
    [SOME, 'application/whatever', true],
    [SOME, 'application/*', true],
    [SOME, 'application', false],
    [SOME, undefined, false],
  ])('for %j when the client accepts %s: %s', (types, accept, binary) => {
    const headers = accept === undefined ? [] : [['Accept', accept] as const];
    expect(isBinaryAnswer(types, headers)).toBe(binary);
  });
});
