import { invalidValue, notFound, ScimError } from '../error.ts';
import { quote } from '../filter/lexer.ts';
import type { Json, JsonObject } from '../json.ts';
import { valueNamed } from '../json.ts';
import type { ResourceTypeName } from '../schema/definition.ts';
import { GROUP, USER } from '../schema/models.ts';
import { type EntityTags, parseEntityTags } from '../version.ts';
import { referredTo } from './references.ts';

export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What an operation of a bulk request asks. */
export interface Asked {
  readonly method: Method;
  readonly type: ResourceTypeName;
  /** The id of the resource that it is about, or `bulkId:…` in the id's place; undefined for a creation. */
  readonly target: string | undefined;
  readonly ifMatch: EntityTags | undefined;
  /** Null for a deletion. */
  readonly data: Json;
}

/** What names an operation in the answer, as far as the request says it. */
interface Named {
  /** Where it stands in the request, from 0. */
  readonly place: number;
  readonly method?: Method;
  readonly bulkId?: string;
  readonly type?: ResourceTypeName;
  readonly target?: string | undefined;
}

/** An operation, or why there is none. */
export type Operation = Named & ({ readonly asks: Asked } | { readonly refusal: ScimError });

export type Valid = Extract<Operation, { readonly asks: Asked }>;

export const isValid = (operation: Operation): operation is Valid => 'asks' in operation;

/** The longest bulkId and path: both come back in the answer, which has to fit whatever the request is. */
const MAX_BULK_ID = 256;
const MAX_PATH = 512;

/**
 * An operation as it was sent (RFC 7644 §3.7). What is wrong about it is its own failure: 400 invalidValue, and 404
 * for a path that leads nowhere.
 */
export const operationOf = (sent: JsonObject, place: number): Operation => {
  let named: Named = { place };
  try {
    const bulkId = bulkIdOf(valueNamed(sent, 'bulkid'));
    if (bulkId !== undefined) named = { ...named, bulkId };
    const method = methodOf(valueNamed(sent, 'method'));
    named = { ...named, method };
    const about = aboutOf(valueNamed(sent, 'path'));
    named = { ...named, ...about };
    requireFit(method, about.target, bulkId);
    const ifMatch = method === 'POST' ? undefined : versionOf(valueNamed(sent, 'version'));
    const data = method === 'DELETE' ? null : dataOf(method, valueNamed(sent, 'data'));
    return { ...named, asks: { method, ...about, ifMatch, data } };
  } catch (error) {
    if (error instanceof ScimError) return { ...named, refusal: error };
    throw error;
  }
};

const bulkIdOf = (sent: Json | undefined): string | undefined => {
  if (sent === undefined || sent === null || sent === '') return undefined;
  if (typeof sent === 'string' && sent.length <= MAX_BULK_ID) return sent;
  throw invalidValue(`bulkId has to be a string of at most ${MAX_BULK_ID} characters`);
};

const METHODS: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

const methodOf = (sent: Json | undefined): Method => {
  const method = METHODS.find((one) => typeof sent === 'string' && sent.toUpperCase() === one);
  if (!method) throw invalidValue('method has to be POST, PUT, PATCH or DELETE');
  return method;
};

/** What a path, relative to the base URL, is about: `/Users`, `/Groups/0b6f…`, `/Groups/bulkId:team`. */
const aboutOf = (path: Json | undefined): Pick<Asked, 'type' | 'target'> => {
  if (typeof path !== 'string' || path === '' || path.length > MAX_PATH) {
    throw invalidValue(`path has to be a string such as /Users, of at most ${MAX_PATH} characters`);
  }
  const [, endpoint = '', target] = /^\/?([^/]*)\/?(.+)?$/s.exec(path) ?? [];
  const model = [USER, GROUP].find((one) => one.endpoint === `/${endpoint}`);
  if (!model || (target?.includes('/') && referredTo(target) === undefined)) {
    throw notFound(`there is no endpoint ${quote(path)} for operations, only /Users and /Groups`);
  }
  return { type: model.name, target };
};

const requireFit = (method: Method, target: string | undefined, bulkId: string | undefined): void => {
  if (method !== 'POST') {
    if (target === undefined) throw invalidValue(`the path of ${method} has to name a resource`);
    return;
  }
  if (target !== undefined) throw invalidValue('the path of POST has to be /Users or /Groups');
  if (bulkId === undefined) throw invalidValue('bulkId is required for POST');
};

/** `version` stands for If-Match (RFC 7644 §3.7). */
const versionOf = (sent: Json | undefined): EntityTags | undefined => {
  if (sent === undefined || sent === null || sent === '') return undefined;
  if (typeof sent !== 'string') throw invalidValue('version has to be a string');
  return parseEntityTags(sent, 'version has');
};

const dataOf = (method: Method, sent: Json | undefined): Json => {
  if (sent === undefined || sent === null) throw invalidValue(`data is required for ${method}`);
  return sent;
};
