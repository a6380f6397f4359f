/** A company that there is not, with what there is in each. */
import { attributesOf, type Directory, type Group, type Person } from '../source/directory.ts';
import { mailbox } from '../source/names.ts';
import { type Random, randomOf } from '../source/random.ts';
import { sampleGroups } from './groups.ts';
import { ODD_PEOPLE } from './odd-people.ts';
import { NAMES } from './people-names.ts';
import { DEPARTMENTS, OFFICES } from './workplaces.ts';

/** @param size how many people; at least as many as odd ones, to whom the others are added */
export const sampleDirectory = (seed: string, size: number): Directory => {
  const random = randomOf(seed);
  const odd = ODD_PEOPLE.map(({ attributes, disabled }) => ({
    id: random.uuid(),
    attributes: attributesOf(attributes),
    enabled: !disabled,
    softDeleted: false,
    manager: undefined,
  }));
  const taken = new Set(odd.map(({ attributes }) => attributes.userPrincipalName.toLowerCase()));
  const tidy = Array.from({ length: size - odd.length }, (_, index) => employee(random, taken, index));
  const people = withManagers([...tidy, ...odd], random);
  return { people: byId(people), groups: byId(sampleGroups(people, random)) };
};

const byId = <Item extends Person | Group>(items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [item.id, item]));

const employee = (random: Random, taken: Set<string>, index: number): Person => {
  const office = random.pick(OFFICES);
  const department = random.pick(DEPARTMENTS);
  const language = NAMES[random.pick(office.languages)];
  const [givenName = '', givenSpelt = givenName] = random.pick<string>(language.given).split('|');
  const [surname = '', surnameSpelt = surname] = random.pick<string>(language.family).split('|');
  const address = freeAddress(mailbox(`${givenSpelt} ${surnameSpelt}`), taken);
  const extension = () => String(random.below(9000) + 1000);
  return {
    id: random.uuid(),
    attributes: attributesOf({
      userPrincipalName: address,
      displayName: index % 3 === 0 ? `${surname}, ${givenName}` : `${givenName} ${surname}`,
      givenName,
      surname,
      userType: 'Member',
      mail: random.chance(0.95) ? address : '',
      jobTitle: random.pick(department.titles),
      department: department.name,
      usageLocation: office.usageLocation,
      streetAddress: office.streetAddress,
      city: office.city,
      state: office.state,
      postalCode: office.postalCode,
      country: office.country,
      officeLocation: office.name,
      telephoneNumber: random.chance(0.8) ? `${office.dialling}${extension()}` : '',
      mobilePhone: random.chance(0.5) ? `${office.dialling}9${extension()}` : '',
      faxNumber: random.chance(0.05) ? `${office.dialling}${extension()}` : '',
      employeeId: String(index + 1).padStart(6, '0'),
      preferredLanguage: random.chance(0.7) ? office.preferredLanguage : '',
    }),
    enabled: random.chance(0.97),
    softDeleted: false,
    manager: undefined,
  };
};

const freeAddress = (name: string, taken: Set<string>): string => {
  for (let number = 0; ; number += 1) {
    const address = `${name}${number || ''}@contoso.com`;
    if (taken.has(address)) continue;
    taken.add(address);
    return address;
  }
};

/**
 * The first of a list of people leads it; everybody else has a manager a third as far down, so that the tree is deep.
 * The last two of all lead each other.
 */
const withManagers = (people: readonly Person[], random: Random): readonly Person[] =>
  people.map((person, index) => {
    const next = people[index + 1];
    if (index === people.length - 2 && next) return { ...person, manager: next.id };
    const boss = people[index === people.length - 1 ? index - 1 : Math.floor(index / 3)];
    return index === 0 || random.chance(0.03) || !boss ? person : { ...person, manager: boss.id };
  });
