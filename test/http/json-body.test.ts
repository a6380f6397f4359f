import { describe, expect, test } from '@jest/globals';
import { scimRequest } from '../../lambda/http/event.ts';
import { jsonBody } from '../../lambda/http/json-body.ts';
import { badRequest, scimError } from '../scim/support.ts';
import { contextOf, eventOf } from './support.ts';

const parsed = (body: string | Buffer | undefined, headers: Record<string, string> = {}) => {
  const sent =
    body === undefined ? {} : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  return jsonBody(scimRequest(eventOf({ headers, ...sent }), contextOf(1), ''));
};

describe('the media type of a body', () => {
  test.each([
    'application/scim+json',
    'application/json',
    'Application/SCIM+JSON',
    'application/scim+json; charset=utf-8',
    'application/scim+json;charset=UTF-8',
    'application/json; charset="utf-8"',
    'application/json; odata=verbose; charset=utf-8',
  ])('may be %s', (type) => {
    expect(parsed('{"a":1}', { 'Content-Type': type })).toEqual({ a: 1 });
  });

  test('may be left out', () => {
    expect(parsed('{"a":1}')).toEqual({ a: 1 });
  });

  test.each([
    '',
    'text/plain',
    'application/xml',
    'application/jsonx',
    'application/scim',
    'text/application/json',
    'multipart/form-data; boundary=application/json',
    'application/json, application/json',
    'application/json; charset=latin1',
    'application/scim+json; charset=utf-16',
    'application/scim+json; charset=utf-8; charset=latin1',
  ])('cannot be %j', (type) => {
    const Accept = 'application/scim+json, application/json';
    expect(() => parsed('{"a":1}', { 'Content-Type': type })).toThrow(
      expect.objectContaining({ status: 415, headers: { Accept } }),
    );
  });
});

describe('a body', () => {
  test.each(['null', '[]', '"a"', '1', ' {"a":[1,{}]} '])('is any JSON: %s', (body) => {
    expect(parsed(body)).toEqual(JSON.parse(body));
  });

  test('has to be there', () => {
    expect(() => parsed(undefined)).toThrow(badRequest('invalidSyntax', 'has to have a body'));
    expect(() => parsed('')).toThrow(badRequest('invalidSyntax', 'has to have a body'));
  });

  test.each(['{', '{"a":1,}', "{'a':1}", '{} {}', 'undefined', 'NaN', '\ufeff{}', ' ', '['.repeat(100_000)])(
    'that is no JSON is refused',
    (body) => {
      expect(() => parsed(body)).toThrow(badRequest('invalidSyntax', 'no JSON'));
    },
  );

  test('has to be in UTF-8', () => {
    const garbled = Buffer.from('{"a":"é"}', 'latin1');
    expect(() => parsed(garbled)).toThrow(badRequest('invalidSyntax', 'UTF-8'));
    expect(() => parsed(Buffer.from('{}', 'utf16le'))).toThrow(badRequest('invalidSyntax', 'no JSON'));
  });

  test('may have the character that stands for those that are none', () => {
    expect(parsed('{"a":"\ufffd"}')).toEqual({ a: '\ufffd' });
  });

  test('in another charset is told that, and nothing of its bytes', () => {
    const garbled = Buffer.from('{"a":"é"}', 'latin1');
    const type = { 'Content-Type': 'application/json; charset=latin1' };
    expect(() => parsed(garbled, type)).toThrow(scimError(415));
  });

  test('may be nested as deep as it likes', () => {
    expect(() => parsed(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).not.toThrow();
  });
});
