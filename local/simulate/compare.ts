/** What the service holds against what it should. */
import type { Json, JsonObject } from '../json.ts';
import type { Desired, DesiredUser } from './desired.ts';
import type { Links } from './engine/links.ts';
import type { Content } from './scim/changes.ts';
import { DISPLAY_NAME, GROUP_PATHS, textsIn, USER_NAME, USER_PATHS } from './scim/mapping.ts';
import type { Path } from './scim/path.ts';
import { groupIdsOf, idOf, managerIdOf, memberIdsOf } from './scim/resource.ts';

/** Something that is not as it should be. Undefined stands for nothing at all. */
export interface Difference {
  /** `user ada@example.com`, `group Sales`, or a request. */
  readonly subject: string;
  /** The attribute, or what else is about it. */
  readonly what: string;
  readonly expected: Json | undefined;
  readonly found: Json | undefined;
}

/** All resources of the service; groups with their members. */
export interface Holdings {
  readonly users: readonly JsonObject[];
  readonly groups: readonly JsonObject[];
}

export const compare = (desired: Desired, links: Links, held: Holdings): readonly Difference[] => {
  const names = namesById(desired, links);
  return [
    ...compareUsers(desired, links, held.users, names),
    ...compareGroups(desired, links, held.groups, names),
  ];
};

type Names = ReadonlyMap<string, string>;

const compareUsers = (
  desired: Desired,
  links: Links,
  held: readonly JsonObject[],
  names: Names,
): readonly Difference[] => {
  const found = new Map(held.map((user) => [idOf(user), user]));
  const tellsGroups = held.some((user) => groupIdsOf(user) !== undefined);
  const groupsOf = groupsByMember(desired, links);
  const differences = [...desired.users].flatMap(([objectId, user]) => {
    const link = links.users.get(objectId);
    const resource = link && found.get(link.id);
    const subject = `user ${user.texts.get(USER_NAME) ?? objectId}`;
    if (!link || !resource) return [missing(subject)];
    const groups = new Set((groupIdsOf(resource) ?? []).filter((id) => names.has(id)));
    return [
      ...compareContent(subject, USER_PATHS, user, resource),
      ...differing(subject, 'active', [user.active], listOf(resource['active'])),
      ...compareManager(subject, user, link.manager, links, resource),
      ...(tellsGroups
        ? compareSets(subject, 'groups', groupsOf.get(link.id) ?? new Set(), groups, names)
        : []),
    ];
  });
  return [...differences, ...unexpected('user', held, USER_NAME, links)];
};

const compareGroups = (
  desired: Desired,
  links: Links,
  held: readonly JsonObject[],
  names: Names,
): readonly Difference[] => {
  const found = new Map(held.map((group) => [idOf(group), group]));
  const known = links.ids();
  const differences = [...desired.groups].flatMap(([objectId, group]) => {
    const link = links.groups.get(objectId);
    const resource = link && found.get(link.id);
    const subject = `group ${group.texts.get(DISPLAY_NAME) ?? objectId}`;
    if (!link || !resource) return [missing(subject)];
    const others = [...link.members].filter((id) => !known.has(id));
    const members = new Set([...[...group.members].flatMap((id) => links.idOf(id) ?? []), ...others]);
    return [
      ...compareContent(subject, GROUP_PATHS, group, resource),
      ...compareSets(subject, 'members', members, new Set(memberIdsOf(resource)), names),
    ];
  });
  return [...differences, ...unexpected('group', held, DISPLAY_NAME, links)];
};

const compareContent = (
  subject: string,
  paths: readonly Path[],
  { texts }: Content,
  resource: JsonObject,
): readonly Difference[] =>
  paths.flatMap((path) => {
    const text = texts.get(path);
    return differing(subject, path.text, text === undefined ? [] : [text], path.valuesIn(resource));
  });

/** Of somebody out of scope it stays as it was; and if that manager has been deleted, RFC 7643 leaves it open. */
const compareManager = (
  subject: string,
  { inScope, manager }: DesiredUser,
  before: string | undefined,
  links: Links,
  resource: JsonObject,
): readonly Difference[] => {
  if (!inScope && before !== undefined && !links.ids().has(before)) return [];
  const wanted = inScope ? manager && links.users.get(manager)?.id : before;
  return differing(subject, 'manager', listOf(wanted), listOf(managerIdOf(resource)));
};

const compareSets = (
  subject: string,
  what: string,
  expected: ReadonlySet<string>,
  found: ReadonlySet<string>,
  names: Names,
): readonly Difference[] => {
  const name = (id: string) => names.get(id) ?? id;
  return [
    ...[...expected.difference(found)].map((id) => ({ subject, what, expected: name(id), found: undefined })),
    ...[...found.difference(expected)].map((id) => ({ subject, what, expected: undefined, found: name(id) })),
  ];
};

/** Compares as JSON, so that `"True"` is not true. */
const differing = (
  subject: string,
  what: string,
  expected: readonly Json[],
  found: readonly Json[],
): readonly Difference[] => {
  if (JSON.stringify(expected) === JSON.stringify(found)) return [];
  return [{ subject, what, expected: expected[0], found: found.length > 1 ? found : found[0] }];
};

const missing = (subject: string): Difference => ({
  subject,
  what: 'resource',
  expected: 'there',
  found: undefined,
});

const unexpected = (
  kind: string,
  held: readonly JsonObject[],
  name: Path,
  links: Links,
): readonly Difference[] => {
  const known = links.ids();
  return held
    .filter((resource) => !known.has(idOf(resource)) && !links.foreign.has(idOf(resource)))
    .map((resource) => ({
      subject: `${kind} ${textsIn(resource, [name]).get(name) ?? idOf(resource)}`,
      what: 'resource',
      expected: undefined,
      found: idOf(resource),
    }));
};

/** What the service's ids stand for. */
const namesById = (desired: Desired, links: Links): Names =>
  new Map([
    ...[...desired.users].flatMap(([objectId, { texts }]) =>
      named(links.idOf(objectId), texts.get(USER_NAME)),
    ),
    ...[...desired.groups].flatMap(([objectId, { texts }]) =>
      named(links.idOf(objectId), texts.get(DISPLAY_NAME)),
    ),
  ]);

const named = (id: string | undefined, name: string | undefined): readonly (readonly [string, string])[] =>
  id === undefined ? [] : [[id, name ?? id]];

const groupsByMember = ({ groups }: Desired, links: Links): ReadonlyMap<string, ReadonlySet<string>> => {
  const all = new Map<string, Set<string>>();
  for (const [objectId, { members }] of groups) {
    const groupId = links.groups.get(objectId)?.id;
    for (const member of members) {
      const id = links.idOf(member);
      if (groupId !== undefined && id !== undefined) all.set(id, (all.get(id) ?? new Set()).add(groupId));
    }
  }
  return all;
};

const listOf = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : [value]);
