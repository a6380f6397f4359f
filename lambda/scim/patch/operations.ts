import { extensionBody, requireSchema } from '../body.ts';
import {
  invalidPath,
  invalidSyntax,
  invalidValue,
  mutability,
  noTarget,
  ScimError,
  tooMany,
} from '../error.ts';
import { entriesOf, isObject, type Json, type JsonObject, valueNamed } from '../json.ts';
import { type AttributePath, parsePath } from '../path.ts';
import type { ResourceModel } from '../schema/definition.ts';
import { attributeName, extensionOf } from '../schema/resolve.ts';

export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** The most operations of one PATCH, where each name in the value of a pathless operation counts as one. */
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
  const operations = valueNamed(body, 'operations');
  if (!Array.isArray(operations)) throw invalidSyntax('Operations has to be an array');

  const changes: Change[] = [];
  let count = 0;
  for (const operation of operations) {
    for (const change of changesOf(model, operation)) {
      if (change) changes.push(change);
      count += 1;
      if (count > MAX_OPERATIONS) throw tooMany(`a PATCH may have at most ${MAX_OPERATIONS} operations`);
    }
  }
  return changes;
};

/** The changes that an operation asks; undefined is one that is left out, and counts all the same. */
function* changesOf(model: ResourceModel, operation: Json): Iterable<Change | undefined> {
  if (!isObject(operation)) throw invalidSyntax('each operation has to be an object');
  const op = parseOp(valueNamed(operation, 'op'));
  const path = valueNamed(operation, 'path');
  const value = valueNamed(operation, 'value');

  if (op !== 'remove' && value === undefined) throw invalidValue(`the operation ${op} has to have a value`);
  if (path === undefined || path === null) {
    if (op === 'remove') throw noTarget('the operation remove has to have a path');
    if (!isObject(value)) throw invalidValue('the value of an operation without a path has to be an object');
    yield undefined;
    yield* pathlessChanges(model, op, value);
    return;
  }
  if (typeof path !== 'string') throw invalidPath('path has to be a string');

  const parsed = parsePath(path, model);
  if (parsed.kind === 'extension') {
    yield* extensionChanges(model, op, parsed.extension, value ?? null);
    return;
  }
  if (isReadOnly(parsed)) throw mutability(`${nameOf(parsed)} is readOnly`);
  yield value === undefined ? { op, path: parsed } : { op, path: parsed, value };
}

const nameOf = ({ attribute, subAttribute }: AttributePath): string =>
  attributeName({ ...attribute, ...(subAttribute && { subAttribute }) });

const parseOp = (op: Json | undefined): Op => {
  const lower = typeof op === 'string' ? op.toLowerCase() : undefined;
  if (lower === 'add' || lower === 'remove' || lower === 'replace') return lower;
  throw invalidSyntax('op has to be add, remove or replace');
};

/** A pathless operation, attribute by attribute; with the flag Entra writes the names dotted and with URNs. */
function* pathlessChanges(model: ResourceModel, op: Op, value: JsonObject): Iterable<Change | undefined> {
  for (const [name, sent] of entriesOf(value)) {
    const extension = extensionOf(model, name);
    if (extension) yield* extensionChanges(model, op, extension, sent);
    else yield changeOf(model, op, name, sent);
  }
}

/** What is asked of an extension as a whole: of all of its attributes when it is removed or given no value. */
function* extensionChanges(
  model: ResourceModel,
  op: Op,
  extension: string,
  value: Json,
): Iterable<Change | undefined> {
  const sent = op === 'remove' ? undefined : extensionBody(extension, value);
  if (sent) {
    for (const [name, one] of entriesOf(sent)) yield changeOf(model, op, `${extension}:${name}`, one);
    return;
  }
  const { schema } = model.extensions.find((candidate) => candidate.schema.id === extension) ?? {};
  for (const { name } of schema?.attributes ?? []) yield changeOf(model, 'remove', `${extension}:${name}`);
}

/** The change that a name in a value asks; none where the schemas do not know it or the client may not write it. */
const changeOf = (model: ResourceModel, op: Op, name: string, value?: Json): Change | undefined => {
  const path = knownPath(model, name);
  if (!path || isReadOnly(path)) return undefined;
  return value === undefined ? { op, path } : { op, path, value };
};

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
