import type { ScimType } from '../../../lambda/scim/error.ts';
import { isObject, type Json, type JsonObject } from '../../../lambda/scim/json.ts';
import type { RawAnswer } from '../../../local/replay/client.ts';
import { LIST } from '../../../local/verify/urns.ts';
import { textOf } from '../../../local/verify/values.ts';
import type { DrawnRequest } from '../draw/request.ts';
import { type Shape, schemaViolations } from './schema.ts';

/** What answers are held against. */
export interface Expectations {
  /** What a resource looks like, by its resource type, from /Schemas. */
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Ids of resources that a request is not to see. */
  readonly isForeign: (request: DrawnRequest, id: string) => boolean;
}

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const CONTENT_TYPE = /^application\/scim\+json(; ?charset=utf-8)?$/;
const STATUSES = [200, 201, 204, 304, 400, 401, 403, 404, 405, 406, 409, 412, 413, 415];
const LONGEST_DETAIL = 600;

const SCIM_TYPES: Readonly<Record<ScimType, number>> = {
  invalidFilter: 400,
  tooMany: 400,
  uniqueness: 409,
  mutability: 400,
  invalidSyntax: 400,
  invalidPath: 400,
  noTarget: 400,
  invalidValue: 400,
  invalidVers: 400,
  sensitive: 403,
  invalidCursor: 400,
  expiredCursor: 400,
  invalidCount: 400,
};

/** A URL or headers too long for API Gateway, which says so itself, and not as SCIM does. */
const OF_THE_GATEWAY = [414, 431];
const MESSAGE = /^(?:\{"message":"[^"]+"\})?$/;

/** What is wrong with an answer, whatever was asked (RFC 7644 §3). */
export const answerViolations = (
  expectations: Expectations,
  request: DrawnRequest,
  { status, headers, text }: RawAnswer,
): readonly string[] => {
  if (OF_THE_GATEWAY.includes(status) && MESSAGE.test(text)) return [];
  const isKnown = STATUSES.includes(status) || (status === 501 && /\/Me\b/.test(request.path));
  const unknown = isKnown ? [] : [`the status is ${status}`];
  if (request.method === 'HEAD' || [204, 304].includes(status))
    return text === '' ? unknown : [...unknown, `a ${status} to ${request.method} has a body`];

  const body = parsed(text);
  if (!isObject(body)) return [...unknown, `the body is no object: ${text.slice(0, 200)}`];
  const type = headers['content-type'] ?? 'none';
  return [
    ...unknown,
    ...(CONTENT_TYPE.test(type) ? [] : [`the content type is ${type}`]),
    ...(status >= 400
      ? errorViolations(status, body)
      : successViolations(expectations, request, headers, body)),
    ...(status === 401 && headers['www-authenticate'] === undefined
      ? ['a 401 does not ask for a token']
      : []),
    ...(status === 405 && headers['allow'] === undefined ? ['a 405 does not say what is allowed'] : []),
  ];
};

const parsed = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

/** RFC 7644 §3.12. */
const errorViolations = (status: number, body: JsonObject): readonly string[] => {
  const { schemas, status: named, scimType, detail, ...others } = body;
  const meant =
    typeof scimType === 'string' && Object.entries(SCIM_TYPES).find(([type]) => type === scimType);
  return [
    ...(JSON.stringify(schemas) === JSON.stringify([ERROR])
      ? []
      : ['the error is not of the schema of errors']),
    ...(named === String(status) ? [] : [`the error says ${JSON.stringify(named)}, the answer ${status}`]),
    ...(scimType === undefined || (meant && meant[1] === status)
      ? []
      : [`the scimType of a ${status} is ${JSON.stringify(scimType)}`]),
    ...(typeof detail === 'string' && detail !== '' && detail.length <= LONGEST_DETAIL
      ? []
      : [`the detail is ${JSON.stringify(detail)?.slice(0, 200)}`]),
    ...Object.keys(others).map((name) => `the error has a member ${name}`),
  ];
};

const successViolations = (
  expectations: Expectations,
  request: DrawnRequest,
  headers: RawAnswer['headers'],
  body: JsonObject,
): readonly string[] => {
  const { schemas, Resources, totalResults, itemsPerPage } = body;
  if (!Array.isArray(schemas)) return ['the answer has no schemas'];
  if (!schemas.includes(LIST)) return resourceViolations(expectations, request, headers, body);
  if (!Array.isArray(Resources)) return ['the list has no Resources'];
  return [
    ...(itemsPerPage === Resources.length
      ? []
      : [`itemsPerPage is ${textOf(itemsPerPage)} of ${Resources.length}`]),
    ...(Number.isSafeInteger(totalResults) && Number(totalResults) >= Resources.length
      ? []
      : [`totalResults is ${textOf(totalResults)} of ${Resources.length}`]),
    ...Resources.flatMap((one) =>
      isObject(one) ? resourceViolations(expectations, request, undefined, one) : ['a resource is no object'],
    ),
  ];
};

/** @param headers undefined for a resource of a list */
const resourceViolations = (
  { shapes, isForeign }: Expectations,
  request: DrawnRequest,
  headers: RawAnswer['headers'] | undefined,
  resource: JsonObject,
): readonly string[] => {
  const { id, meta } = resource;
  const { resourceType, location, version } = isObject(meta ?? null) ? (meta as JsonObject) : {};
  const isPartial = /attributes=/i.test(request.path);
  const type = typeof resourceType === 'string' ? resourceType : typeIn(request.path);
  const shape = shapes.get(type);
  if (!shape) return [];
  const differs = (name: string, value: Json | undefined) =>
    headers && value !== undefined && headers[name] !== value ? [`${name} is not what meta says`] : [];
  return [
    ...schemaViolations(shape, resource, isPartial ? 'part' : 'shown'),
    ...(typeof id === 'string' ? [] : ['a resource has no id']),
    ...(isForeign(request, textOf(id)) ? [`${textOf(id)} belongs to another tenant`] : []),
    ...differs('etag', version),
    ...differs('location', location),
  ];
};

const typeIn = (path: string): string => /^(?:\/v2)?\/(User|Group)s\b/.exec(path)?.[1] ?? '';
