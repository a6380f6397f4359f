/** What a server offers, as it says itself (RFC 7644 §4) or, where there is nowhere to say it, shows. */
import type { Json, JsonObject } from '../json.ts';
import { customExtensions } from './custom-extensions.ts';
import type { Caller } from './http/caller.ts';
import { type Feature, type Need, nameOfNeed } from './need.ts';
import { ENTERPRISE, GROUP, SEARCH, USER } from './urns.ts';
import { listOf, objectOf, textOf } from './values.ts';

export interface Capabilities {
  readonly features: ReadonlySet<Feature>;
  /** The ServiceProviderConfig; empty where there is none. */
  readonly config: JsonObject;
  /** Of the resource types, by name. */
  readonly resourceTypes: ReadonlyMap<string, JsonObject>;
  /** By URN. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  /** Whether GET of a path is answered by 200, asked once each. */
  readonly answers: (path: string) => Promise<boolean>;
}

const SCHEMAS = { User: USER, EnterpriseUser: ENTERPRISE, Group: GROUP } as const;

/** @throws NoAnswer when nobody answers */
export const discover = async (call: Caller): Promise<Capabilities> => {
  const config = objectOf((await call({ method: 'GET', path: '/ServiceProviderConfig' })).body);
  const resourceTypes = await listed(call, '/ResourceTypes', 'name');
  const schemas = await listed(call, '/Schemas', 'id');
  const asked = new Map<string, Promise<boolean>>();
  const features: readonly (readonly [Feature, boolean])[] = [
    ['users', endpointsOf(resourceTypes).includes('/Users')],
    ['groups', endpointsOf(resourceTypes).includes('/Groups')],
    ['patch', supported(config, 'patch')],
    ['filter', supported(config, 'filter')],
    ['sort', supported(config, 'sort')],
    ['etag', supported(config, 'etag')],
    ['bulk', supported(config, 'bulk')],
    // RFC 9865 §4: a server that does not say has the paging of RFC 7644.
    ['paging by index', objectOf(config['pagination'])['index'] !== false],
    ['paging by cursor', objectOf(config['pagination'])['cursor'] === true],
    ['search by POST', await searches(call, '/Users/.search')],
    ['search at the root', await searches(call, '/.search')],
    ['unique group names', uniquenessOfGroups(schemas) !== 'none'],
    ['group names that are not unique', uniquenessOfGroups(schemas) === 'none'],
    ['custom extensions', customExtensions({ resourceTypes, schemas }).length > 0],
  ];
  return {
    features: new Set(features.flatMap(([feature, isThere]) => (isThere ? [feature] : []))),
    config,
    resourceTypes,
    schemas,
    answers: (path) => {
      const answer = asked.get(path) ?? call({ method: 'GET', path }).then(({ status }) => status === 200);
      asked.set(path, answer);
      return answer;
    },
  };
};

/** The needs that the server does not meet, by name. */
export const missing = async (needs: readonly Need[], has: Capabilities): Promise<readonly string[]> => {
  const met = await Promise.all(needs.map((need) => meets(need, has)));
  return needs.filter((_, index) => !met[index]).map(nameOfNeed);
};

const meets = async (need: Need, has: Capabilities): Promise<boolean> => {
  if (typeof need === 'string') return has.features.has(need);
  if ('endpoint' in need) return has.answers(need.endpoint);
  return attributeOf(has, need.of, need.attribute) !== undefined;
};

/** What /Schemas says of an attribute or, behind a dot, a sub-attribute. */
export const attributeOf = (
  { schemas }: Capabilities,
  schema: keyof typeof SCHEMAS,
  name: string,
): JsonObject | undefined => {
  const [head, tail] = name.split('.');
  const attribute = named(schemas.get(SCHEMAS[schema])?.['attributes'], head);
  return tail === undefined ? attribute : named(attribute?.['subAttributes'], tail);
};

const named = (attributes: Json | undefined, name: string | undefined): JsonObject | undefined =>
  listOf(attributes).find((attribute) => attribute['name'] === name);

const uniquenessOfGroups = (schemas: ReadonlyMap<string, JsonObject>): Json | undefined =>
  named(schemas.get(GROUP)?.['attributes'], 'displayName')?.['uniqueness'];

const supported = (config: JsonObject, feature: string): boolean =>
  objectOf(config[feature])['supported'] === true;

const endpointsOf = (resourceTypes: ReadonlyMap<string, JsonObject>): readonly (Json | undefined)[] =>
  [...resourceTypes.values()].map(({ endpoint }) => endpoint);

const searches = async (call: Caller, path: string): Promise<boolean> => {
  const { status } = await call({ method: 'POST', path, body: { schemas: [SEARCH], count: 0 } });
  return ![404, 405, 501].includes(status);
};

const listed = async (call: Caller, path: string, key: string): Promise<ReadonlyMap<string, JsonObject>> => {
  const { body } = await call({ method: 'GET', path });
  return new Map(listOf(objectOf(body)['Resources']).map((resource) => [textOf(resource[key]), resource]));
};
