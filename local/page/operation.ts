/** What a request means to a person who watches, as far as its method and path tell. */

export type ResourceType = 'Users' | 'Groups';

export interface Meaning {
  /** Such as `Create user`. */
  readonly operation: string;
  /** Undefined for what is about neither. */
  readonly type: ResourceType | undefined;
  /** Of one resource, where the path names one. */
  readonly id: string | undefined;
}

const NOUNS = { Users: 'user', Groups: 'group' } as const;
const ON_ONE: ReadonlyMap<string, string> = new Map([
  ['GET', 'Read'],
  ['PUT', 'Replace'],
  ['PATCH', 'Change'],
  ['DELETE', 'Delete'],
]);

/** The stage, perhaps a version, perhaps an endpoint, perhaps an id. */
const PATH = /^\/[\w-]+(?:\/v2)?(?:\/(\.?[A-Za-z]+)(?:\/([^/]+))?)?\/?$/;
const SEARCH = '.search';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @param path with the stage, as it was sent. */
export const meaningOf = (method: string, path: string, hasFilter: boolean): Meaning => {
  const [whole, endpoint, id] = PATH.exec(path) ?? [];
  if (endpoint !== 'Users' && endpoint !== 'Groups') {
    const operation = whole === undefined ? undefined : ofNoType(method, endpoint);
    return { operation: operation ?? 'Other', type: undefined, id: undefined };
  }
  return {
    operation:
      id === undefined || id === SEARCH
        ? onMany(id === SEARCH ? searching(method) : method, endpoint, hasFilter || id === SEARCH)
        : onOne(method, endpoint),
    type: endpoint,
    id: id !== undefined && UUID.test(id) ? id : undefined,
  };
};

/** A search by POST is a list by GET. */
const searching = (method: string): string => (method === 'POST' ? 'GET' : 'Other');

const ofNoType = (method: string, endpoint: string | undefined): string | undefined => {
  if (endpoint === undefined) return method === 'GET' ? 'List everything' : undefined;
  if (method === 'POST') return POSTED.get(endpoint);
  return DISCOVERY.get(endpoint);
};

/** What a bulk request means. */
export const BULK = 'Make several changes';

const POSTED: ReadonlyMap<string, string> = new Map([
  ['Bulk', BULK],
  [SEARCH, 'Look up anything'],
]);

const DISCOVERY: ReadonlyMap<string, string> = new Map([
  ['ServiceProviderConfig', 'Read features'],
  ['ResourceTypes', 'Read resource types'],
  ['Schemas', 'Read schemas'],
]);

const onMany = (method: string, type: ResourceType, hasFilter: boolean): string => {
  if (method === 'POST') return `Create ${NOUNS[type]}`;
  if (method !== 'GET') return 'Other';
  return hasFilter ? `Look up ${NOUNS[type]}` : `List ${NOUNS[type]}s`;
};

const onOne = (method: string, type: ResourceType): string => {
  const verb = ON_ONE.get(method);
  return verb === undefined ? 'Other' : `${verb} ${NOUNS[type]}`;
};
