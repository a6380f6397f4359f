import type { Json } from '../../../lambda/scim/json.ts';
import type { Random } from '../../../local/simulate/source/random.ts';
import { drawBody, drawPatch } from '../inputs.ts';
import { mutatedText } from '../mutate/text.ts';
import { drawHeaders } from './headers.ts';
import { drawPayload } from './payload.ts';
import { listQuery, type Query, queryText, viewQuery } from './query.ts';
import { anyJson } from './value.ts';
import type { Vocabulary } from './vocabulary.ts';
import { text } from './words.ts';

export const TENANTS = ['contoso', 'fabrikam'] as const;
export type TenantName = (typeof TENANTS)[number];

/** Whose token a request carries. */
export type Who = TenantName | 'reader' | 'revoked' | 'nobody' | 'stranger';

const SHARES: readonly Who[] = [
  ...Array<Who>(20).fill('contoso'),
  ...Array<Who>(10).fill('fabrikam'),
  ...(['reader', 'reader', 'revoked', 'nobody', 'stranger'] as const),
];

/** A request as it is sent. */
export interface DrawnRequest {
  readonly who: Who;
  readonly method: string;
  /** What follows the Tenant URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

type Type = 'users' | 'groups';
const ENDPOINTS: Readonly<Record<Type, string>> = { users: '/Users', groups: '/Groups' };

/** What requests are about. */
export interface Surroundings {
  readonly vocabularies: Readonly<Record<Type, Vocabulary>>;
  /** The ids that there are in the beginning. */
  readonly ids: Readonly<Record<TenantName, Readonly<Record<Type, readonly string[]>>>>;
}

/** Where a request is drawn. */
interface Place {
  readonly surroundings: Surroundings;
  readonly tenant: TenantName;
  /** Users more often than groups. */
  readonly type: Type;
  readonly vocabulary: Vocabulary;
}

interface Draft {
  readonly method: string;
  readonly path: string;
  readonly query?: Query;
  readonly body?: Json;
}

type Draw = (random: Random, place: Place) => Draft;

export const drawRequest = (random: Random, surroundings: Surroundings): DrawnRequest => {
  const who = random.pick(SHARES);
  const tenant = who === 'fabrikam' ? 'fabrikam' : 'contoso';
  const type = random.chance(0.7) ? 'users' : 'groups';
  const place = { surroundings, tenant, type, vocabulary: surroundings.vocabularies[type] } as const;
  const { method, path, query = [], body } = random.pick(DRAWS)(random, place);
  const target = `${path}${query.length > 0 ? `?${queryText(random, query)}` : ''}`;
  return {
    who,
    method: random.chance(0.97) ? method : random.pick(METHODS),
    path: sendable(random.chance(0.95) ? target : `/${mutatedText(random, target.slice(1), text(random))}`),
    headers: drawHeaders(random),
    body: body === undefined ? undefined : drawPayload(random, body, drawIds(random, place)),
  };
};

/** Of the tenant mostly. */
const drawIds = (random: Random, { surroundings: { ids }, tenant }: Place): readonly string[] =>
  Object.values(ids[random.chance(0.97) ? tenant : random.pick(TENANTS)]).flat();

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Of the tenant and the type mostly; else of others, of nobody, or none. */
const drawId = (random: Random, { surroundings: { ids }, tenant, type }: Place): string => {
  const kind = random.below(100);
  if (kind < 85) return random.pick(ids[tenant][type]);
  if (kind < 95) return random.pick(ids[random.pick(TENANTS)][random.chance(0.5) ? 'users' : 'groups']);
  return kind < 97 ? random.uuid() : encodeURIComponent(text(random).toWellFormed());
};

const drawPath = (random: Random, place: Place): string =>
  `${ENDPOINTS[place.type]}/${drawId(random, place)}`;

const drawList: Draw = (random, { type, vocabulary }) => ({
  method: 'GET',
  path: ENDPOINTS[type],
  query: [...listQuery(random, vocabulary), ...viewQuery(random, vocabulary)],
});

const drawGet: Draw = (random, place) => ({
  method: 'GET',
  path: drawPath(random, place),
  query: viewQuery(random, place.vocabulary),
});

const drawPost: Draw = (random, { type, vocabulary }) => ({
  method: 'POST',
  path: ENDPOINTS[type],
  query: viewQuery(random, vocabulary),
  body: drawBody(random, vocabulary),
});

const drawPut: Draw = (random, place) => ({
  ...drawPost(random, place),
  method: 'PUT',
  path: drawPath(random, place),
});

const drawPatching: Draw = (random, place) => ({
  method: 'PATCH',
  path: drawPath(random, place),
  query: viewQuery(random, place.vocabulary),
  body: drawPatch(random, place.vocabulary),
});

/** Some can be deleted only, so that there are always others. */
const drawDelete: Draw = (random, { surroundings: { ids }, tenant, type }) => {
  const all = ids[random.chance(0.9) ? tenant : random.pick(TENANTS)][type];
  return { method: 'DELETE', path: `${ENDPOINTS[type]}/${random.pick(all.slice(0, all.length / 4))}` };
};

const DISCOVERY: readonly string[] = [
  ...['/ServiceProviderConfig', '/ResourceTypes', '/Schemas', '/ResourceTypes/User'],
  ...['/Me', '/Bulk', '/.search', '/', ''],
];

const drawDiscovery: Draw = (random, { vocabulary }) => {
  const path = random.pick([...DISCOVERY, `/Schemas/${vocabulary.model.schema.id}`]);
  const versioned = `${random.chance(0.1) ? '/v2' : ''}${path}`;
  return random.chance(0.9)
    ? { method: 'GET', path: versioned }
    : { method: 'POST', path: versioned, body: anyJson(random, 3) };
};

const DRAWS: readonly Draw[] = [
  ...Array<Draw>(8).fill(drawList),
  ...Array<Draw>(5).fill(drawGet),
  ...Array<Draw>(5).fill(drawPost),
  ...Array<Draw>(4).fill(drawPut),
  ...Array<Draw>(9).fill(drawPatching),
  ...[drawDelete, drawDiscovery],
];

/** As far as a client of HTTP can send it. */
const sendable = (path: string): string =>
  path.replace(/[^\u0021-\u007e]+/g, (odd) => encodeURIComponent(odd.toWellFormed()));
