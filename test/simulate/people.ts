import {
  attributesOf,
  type Directory,
  type Group,
  type Person,
} from '../../local/simulate/source/directory.ts';

export const person = (id: string, some: Partial<Person> = {}): Person => ({
  id,
  enabled: true,
  softDeleted: false,
  manager: undefined,
  ...some,
  attributes: attributesOf({
    userPrincipalName: `${id}@contoso.com`,
    displayName: id,
    ...some.attributes,
  }),
});

export const group = (id: string, members: readonly string[] = [], assigned = false): Group => ({
  id,
  displayName: `The ${id}`,
  assigned,
  members: new Set(members),
});

export const directory = (people: readonly Person[], groups: readonly Group[] = []): Directory => ({
  people: new Map(people.map((one) => [one.id, one])),
  groups: new Map(groups.map((one) => [one.id, one])),
});
