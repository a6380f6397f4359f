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

/** The stage, perhaps a version, an endpoint, perhaps an id. */
const PATH = /^\/[^/]+(?:\/v2)?\/([A-Za-z]+)(?:\/([^/]+))?\/?$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @param path with the stage, as it was sent. */
export const meaningOf = (method: string, path: string, hasFilter: boolean): Meaning => {
  const [, endpoint = '', id] = PATH.exec(path) ?? [];
  if (endpoint !== 'Users' && endpoint !== 'Groups') {
    return { operation: DISCOVERY.get(endpoint) ?? 'Other', type: undefined, id: undefined };
  }
  return {
    operation: id === undefined ? onMany(method, endpoint, hasFilter) : onOne(method, endpoint),
    type: endpoint,
    id: id !== undefined && UUID.test(id) ? id : undefined,
  };
};

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
