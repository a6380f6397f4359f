import { invalidValue } from './error.ts';
import { isStorable } from './fold.ts';
import type { Json } from './json.ts';
import { stringBoolean } from './leniency.ts';
import type { AttributeDefinition } from './schema/definition.ts';
import { isInstant } from './time.ts';

/**
 * What a client sent for an attribute that is not complex, as it is kept (RFC 7643 §2.3).
 * @throws ScimError 400 invalidValue naming `path`
 */
export const simpleValue = (
  type: Exclude<AttributeDefinition['type'], 'complex'>,
  value: Json,
  path: string,
): Json => {
  switch (type) {
    case 'string':
    case 'reference':
      return text(value, path);
    case 'binary':
      return base64(value, path);
    case 'dateTime':
      return instant(value, path);
    case 'boolean':
      return boolean(value, path);
    case 'integer':
    case 'decimal':
      return number(type, value, path);
  }
};

const text = (value: Json, path: string): string => {
  if (typeof value !== 'string') throw invalidValue(`${path} has to be a string`);
  if (!isStorable(value)) throw invalidValue(`${path} holds characters that are not allowed`);
  return value;
};

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

const base64 = (value: Json, path: string): string => {
  const encoded = text(value, path);
  if (!BASE64.test(encoded)) throw invalidValue(`${path} has to be base64`);
  return encoded;
};

const instant = (value: Json, path: string): string => {
  const written = text(value, path);
  if (isInstant(written)) return written;
  throw invalidValue(`${path} has to be a date and time such as 2026-01-31T08:00:00Z`);
};

const boolean = (value: Json, path: string): boolean => {
  const meant = stringBoolean(value);
  if (typeof meant !== 'boolean') throw invalidValue(`${path} has to be true or false`);
  return meant;
};

const number = (type: 'integer' | 'decimal', value: Json, path: string): number => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalidValue(`${path} has to be a number`);
  if (type === 'integer' && !Number.isSafeInteger(value)) throw invalidValue(`${path} has to be an integer`);
  return value;
};
