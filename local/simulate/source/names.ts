/** Names for whoever joins or is renamed, made of those that a directory has. */
import type { Directory } from './directory.ts';

export interface Names {
  readonly givenNames: readonly string[];
  readonly surnames: readonly string[];
  /** A sign-in name that nobody has or had. */
  readonly address: (givenName: string, surname: string, domain: string) => string;
  /** A name that no group has or had, similar to the one given. */
  readonly group: (name: string) => string;
}

export const namesOf = ({ people, groups }: Directory): Names => {
  const addresses = new Set(
    Array.from(people.values(), (person) => folded(person.attributes.userPrincipalName)),
  );
  const groupNames = new Set(Array.from(groups.values(), ({ displayName }) => folded(displayName)));
  const all = (attribute: 'givenName' | 'surname', others: readonly string[]) => {
    const values = Array.from(people.values(), ({ attributes }) => attributes[attribute]);
    return [...new Set([...values, ...others])].filter((value) => value !== '');
  };
  return {
    givenNames: all('givenName', ['Alex', 'Kim']),
    surnames: all('surname', ['Smith', 'Jones']),
    address: (givenName, surname, domain) =>
      firstFree(addresses, `${mailbox(`${givenName} ${surname}`)}`, (name, n) => `${name}${n}@${domain}`),
    // Without the number that an earlier renaming gave it.
    group: (name) =>
      firstFree(groupNames, name.replace(/ \(\d+\)$/, ''), (base, n) => `${base}${n && ` (${n})`}`),
  };
};

/** The name as it is, else with the first number that makes it new; from then on it is taken. */
const firstFree = (
  taken: Set<string>,
  name: string,
  write: (name: string, number: string) => string,
): string => {
  for (let number = 1; ; number += 1) {
    const candidate = write(name, number === 1 ? '' : String(number));
    if (taken.has(folded(candidate))) continue;
    taken.add(folded(candidate));
    return candidate;
  }
};

/** What of a name can stand before the @: Entra allows letters of the English alphabet there. */
export const mailbox = (name: string): string => {
  const ascii = name
    .replaceAll('ß', 'ss')
    .replaceAll(/[øØ]/g, 'o')
    .replaceAll(/[łŁ]/g, 'l')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9' -]/g, '');
  return ascii.trim().replaceAll(/[ ]+/g, '.') || 'user';
};

const folded = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase();
