/** What happens in a company between two cycles, so that each kind of change reaches the service. */
import type { Directory, Person } from './directory.ts';
import { Draft } from './draft.ts';
import { type Names, namesOf } from './names.ts';
import { type Random, randomOf } from './random.ts';

/** How the object ids begin of whoever and whatever a simulation adds, so that a later one knows them. */
const ADDED = '5eeded00';

export const isAdded = (objectId: string): boolean => objectId.startsWith(`${ADDED}-`);

/** The share of those at work whom each kind of change befalls in a cycle. */
const SHARE = 0.02;

interface Occasion {
  readonly draft: Draft;
  readonly random: Random;
  readonly names: Names;
  /** How many people a kind of change befalls. */
  readonly count: number;
}

/**
 * The directories of all cycles, the given one first: each follows from the one before, and all from the seed.
 * A name that somebody or some group ever had is given to nobody else.
 */
export const evolutions = (first: Directory, seed: string, cycles: number): readonly Directory[] => {
  const names = namesOf(first);
  const all = [first];
  let directory = first;
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    directory = evolve(directory, randomOf(`${seed} ${cycle}`), names);
    all.push(directory);
  }
  return all;
};

const evolve = (directory: Directory, random: Random, names: Names): Directory => {
  const draft = new Draft(directory);
  const count = Math.max(1, Math.round(draft.active().length * SHARE));
  const occasion = { draft, random, names, count };
  for (const happen of [returns, hardDeletes, leavers, renames, movers, joiners, groupChanges])
    if (draft.active().length > 0) happen(occasion);
  return { people: draft.people, groups: draft.groups };
};

/** The 30 days of some are over. */
const hardDeletes = ({ draft, random, count }: Occasion): void => {
  const deleted = [...draft.people.values()].filter(({ softDeleted }) => softDeleted);
  for (const { id } of random.some(deleted, Math.ceil(count / 4))) draft.removePerson(id);
};

/** Some are back from parental leave, and of some the deletion was a mistake. */
const returns = ({ draft, random, count }: Occasion): void => {
  const people = [...draft.people.values()];
  const disabled = people.filter(({ enabled, softDeleted }) => !enabled && !softDeleted);
  const deleted = people.filter(({ softDeleted }) => softDeleted);
  for (const away of [disabled, deleted])
    for (const person of random.some(away, Math.ceil(count / 4)))
      draft.put({ ...person, enabled: true, softDeleted: false });
};

/** By turns disabled and deleted; both stay in their groups. */
const leavers = ({ draft, random, count }: Occasion): void => {
  for (const [index, person] of random.some(draft.active(), count + 2).entries())
    draft.put(index % 2 === 0 ? { ...person, softDeleted: true } : { ...person, enabled: false });
};

/** A new family name, and all that is made of it; sometimes no more than capitals in the sign-in name. */
const renames = ({ draft, random, names, count }: Occasion): void => {
  for (const [index, person] of random.some(draft.active(), count).entries()) {
    const { userPrincipalName, givenName, surname: before } = person.attributes;
    if (index % 4 === 3) {
      draft.setAttributes(person, { userPrincipalName: capitalized(userPrincipalName) });
      continue;
    }
    const surname = random.pick(names.surnames.filter((name) => name !== before));
    const address = names.address(givenName, surname, domainOf(userPrincipalName));
    draft.setAttributes(person, {
      surname,
      displayName: `${givenName} ${surname}`.trim(),
      userPrincipalName: address,
      mail: address,
    });
  }
};

/** To where a colleague of another department is: their place, manager and groups; some numbers are lost on the way. */
const movers = ({ draft, random, count }: Occasion): void => {
  for (const person of random.some(draft.active(), count)) {
    const { id, attributes } = person;
    const elsewhere = draft.active().filter((one) => one.attributes.department !== attributes.department);
    if (elsewhere.length === 0) continue;
    const colleague = random.pick(elsewhere);
    draft.put({
      ...person,
      attributes: {
        ...person.attributes,
        ...workplaceOf(colleague),
        mobilePhone: random.chance(0.5) ? '' : `+1 555 01${random.below(90) + 10}`,
      },
      manager: colleague.manager === id ? person.manager : colleague.manager,
    });
    draft.setGroupsOf(id, draft.groupsOf(colleague.id));
  }
};

const joiners = ({ draft, random, names, count }: Occasion): void => {
  for (let hired = 0; hired < count; hired += 1) {
    const colleague = random.pick(draft.active());
    const id = random.uuid(ADDED);
    const givenName = random.pick(names.givenNames);
    const surname = random.pick(names.surnames);
    const address = names.address(givenName, surname, domainOf(colleague.attributes.userPrincipalName));
    draft.put({
      ...colleague,
      id,
      attributes: {
        ...colleague.attributes,
        userPrincipalName: address,
        mail: address,
        givenName,
        surname,
        displayName: `${givenName} ${surname}`.trim(),
        employeeId: '',
        mobilePhone: '',
      },
    });
    draft.setGroupsOf(id, draft.groupsOf(colleague.id));
  }
};

/** One group is renamed, one is made within another, and one that was made earlier is dissolved. */
const groupChanges = ({ draft, random, names }: Occasion): void => {
  const groups = [...draft.groups.values()];
  if (groups.length === 0) return;

  const made = groups.filter(({ id }) => isAdded(id));
  if (made.length > 1) draft.removeGroup(random.pick(made).id);

  const renamed = random.pick([...draft.groups.values()]);
  draft.groups.set(renamed.id, { ...renamed, displayName: names.group(renamed.displayName) });

  const id = random.uuid(ADDED);
  const members = new Set(random.some(draft.active(), 5).map((person) => person.id));
  draft.groups.set(id, { id, displayName: names.group('Task force'), assigned: true, members });
  const parent = random.pick([...draft.groups.values()].filter((group) => group.id !== id));
  draft.groups.set(parent.id, { ...parent, members: new Set([...parent.members, id]) });
};

const workplaceOf = ({ attributes }: Person) => {
  const { jobTitle, department, streetAddress, city, state, postalCode, country, officeLocation } =
    attributes;
  return { jobTitle, department, streetAddress, city, state, postalCode, country, officeLocation };
};

const domainOf = (userPrincipalName: string): string =>
  userPrincipalName.slice(userPrincipalName.lastIndexOf('@') + 1);

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
