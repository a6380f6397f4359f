import { requireSchema } from '../body.ts';
import {
  invalidPath,
  invalidSyntax,
  invalidValue,
  mutability,
  noTarget,
  ScimError,
  tooMany,
} from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { type AttributePath, parsePath } from '../path.ts';
import type { ResourceModel } from '../schema/definition.ts';
import { extensionOf } from '../schema/resolve.ts';

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** The most operations of one PATCH, after those without a path are taken apart by attribute. */
export const MAX_OPERATIONS = 1_000;

export type Op = 'add' | 'remove' | 'replace';

/** One change of one attribute: what an operation, or one name in the value of a pathless operation, asks. */
export interface Change {
  readonly op: Op;
  readonly path: AttributePath;
  /** Absent only where a removal names no values. */
  readonly value?: Json;
}

/**
 * The body of a PATCH as a list of changes, in the order in which they are to be made (RFC 7644 §3.5.2).
 * A path to a readOnly attribute is refused, one inside the value of a pathless operation is left out: Okta
 * sends the id along with what it changes. What the schemas do not know is refused as a path, left out of a
 * value, as in the body of a POST.
 * @throws ScimError 400 invalidSyntax, invalidPath, invalidFilter, invalidValue, mutability, noTarget, tooMany
 */
export const parsePatch = (model: ResourceModel, body: Json): readonly Change[] => {
  if (!isObject(body)) throw invalidSyntax('the body has to be a JSON object');
  requireSchema(PATCH_SCHEMA, body);
  const operations = member(body, 'operations');
  if (!Array.isArray(operations)) throw invalidSyntax('Operations has to be an array');

  const changes: Change[] = [];
  for (const operation of operations) {
    changes.push(...parseOperation(model, operation));
    if (changes.length > MAX_OPERATIONS) {
      throw tooMany(`a PATCH may have at most ${MAX_OPERATIONS} operations`);
    }
  }
  return changes;
};

const parseOperation = (model: ResourceModel, operation: Json): readonly Change[] => {
  if (!isObject(operation)) throw invalidSyntax('each operation has to be an object');
  const op = parseOp(member(operation, 'op'));
  const path = member(operation, 'path');
  const value = member(operation, 'value');

  if (op !== 'remove' && value === undefined) throw invalidValue(`the operation ${op} has to have a value`);
  if (path === undefined || path === null) {
    if (op === 'remove') throw noTarget('the operation remove has to have a path');
    if (!isObject(value)) throw invalidValue('the value of an operation without a path has to be an object');
    return changesOf(model, op, value);
  }
  if (typeof path !== 'string') throw invalidPath('path has to be a string');

  const parsed = parsePath(path, model);
  if (parsed.kind === 'extension') {
    if (op === 'remove' || value === null || value === '') return removalOf(model, parsed.extension);
    if (!isObject(value)) throw invalidValue(`the value of ${path} has to be an object`);
    return extensionChanges(model, op, parsed.extension, value);
  }
  if (isReadOnly(parsed)) throw mutability(`${path} is readOnly`);
  return [value === undefined ? { op, path: parsed } : { op, path: parsed, value }];
};

/** Member names are found in any case: attribute names are case insensitive (RFC 7643 §2.1). */
const member = (message: JsonObject, name: string): Json | undefined =>
  Object.entries(message).find(([key]) => key.toLowerCase() === name)?.[1];

const parseOp = (op: Json | undefined): Op => {
  const lower = typeof op === 'string' ? op.toLowerCase() : undefined;
  if (lower === 'add' || lower === 'remove' || lower === 'replace') return lower;
  throw invalidSyntax('op has to be add, remove or replace');
};

/** A pathless operation, attribute by attribute; with the flag Entra writes the names dotted and with URNs. */
const changesOf = (model: ResourceModel, op: Op, value: JsonObject): readonly Change[] =>
  Object.entries(value).flatMap(([name, sent]) => {
    const extension = extensionOf(model, name);
    if (extension) return isObject(sent) ? extensionChanges(model, op, extension, sent) : [];
    const path = knownPath(model, name);
    return path && !isReadOnly(path) ? [{ op, path, value: sent }] : [];
  });

const extensionChanges = (model: ResourceModel, op: Op, extension: string, value: JsonObject): Change[] =>
  Object.entries(value).flatMap(([name, sent]): Change[] => {
    const path = knownPath(model, `${extension}:${name}`);
    return path && !isReadOnly(path) ? [{ op, path, value: sent }] : [];
  });

const removalOf = (model: ResourceModel, extension: string): Change[] =>
  model.extensions
    .filter(({ schema }) => schema.id === extension)
    .flatMap(({ schema }) => schema.attributes)
    .filter(({ mutability }) => mutability !== 'readOnly')
    .map((attribute) => ({ op: 'remove', path: { kind: 'attribute', attribute: { extension, attribute } } }));

const knownPath = (model: ResourceModel, name: string): AttributePath | undefined => {
  try {
    const path = parsePath(name, model);
    return path.kind === 'attribute' ? path : undefined;
  } catch (error) {
    if (error instanceof ScimError && error.scimType === 'invalidPath') return undefined;
    throw error;
  }
};

const isReadOnly = ({ attribute, subAttribute }: AttributePath): boolean =>
  attribute.attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly';
