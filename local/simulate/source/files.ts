/** A directory as two tables: Entra's "Download users", and the members of its groups. */
import { CsvError, formatCsv, readCsv } from './csv.ts';
import { ATTRIBUTES, attributesOf, type Directory, type Group, type Person } from './directory.ts';

/**
 * @param users the columns of Entra's export; `manager` (an object id or a userPrincipalName), `employeeId`,
 *   `preferredLanguage` and `faxNumber` may be added to them
 * @param groups a line a member: `groupId`, `groupDisplayName`, and the member's object id as `id`, empty for a group
 *   that has none; `assigned` (true or false) may be added
 * @throws CsvError that names the file and the line
 */
export const readDirectory = (users: string, groups: string): Directory => {
  const people = inFile('users', () => readPeople(users));
  return { people, groups: inFile('groups', () => readGroups(groups, people)) };
};

export const formatPeople = ({ people }: Directory): string =>
  formatCsv([
    [...ATTRIBUTES, 'id', 'accountEnabled', 'manager'],
    ...Array.from(people.values(), (person) => [
      ...ATTRIBUTES.map((name) => person.attributes[name]),
      person.id,
      person.enabled ? 'True' : 'False',
      person.manager ?? '',
    ]),
  ]);

export const formatGroups = ({ groups }: Directory): string =>
  formatCsv([
    ['groupId', 'groupDisplayName', 'assigned', 'id'],
    ...[...groups.values()].flatMap(({ id, displayName, assigned, members }) =>
      (members.size === 0 ? [''] : [...members]).map((member) => [id, displayName, String(assigned), member]),
    ),
  ]);

const readPeople = (text: string): ReadonlyMap<string, Person> => {
  const records = readCsv(text, ['id', 'userPrincipalName', 'displayName', 'accountEnabled']);
  const ids = new Map<string, string>();
  for (const { line, value } of records) {
    const id = value('id');
    if (id === '' || value('userPrincipalName') === '')
      throw new CsvError(`line ${line} has no id or no userPrincipalName`);
    if (ids.has(id)) throw new CsvError(`line ${line} has the id of another line`);
    ids.set(id, id).set(value('userPrincipalName').toLowerCase(), id);
  }
  return new Map(
    records.map(({ value }) => [
      value('id'),
      {
        id: value('id'),
        attributes: attributesOf(Object.fromEntries(ATTRIBUTES.map((name) => [name, value(name)]))),
        enabled: value('accountEnabled').toLowerCase() !== 'false',
        softDeleted: false,
        manager: ids.get(value('manager')) ?? ids.get(value('manager').toLowerCase()),
      },
    ]),
  );
};

const readGroups = (text: string, people: ReadonlyMap<string, Person>): ReadonlyMap<string, Group> => {
  const groups = new Map<string, Group & { readonly members: Set<string> }>();
  const records = readCsv(text, ['groupId', 'groupDisplayName', 'id']);
  for (const { line, value } of records) {
    const id = value('groupId');
    const displayName = value('groupDisplayName');
    if (id === '' || displayName === '')
      throw new CsvError(`line ${line} has no groupId or no groupDisplayName`);
    if (people.has(id)) throw new CsvError(`line ${line} has the id of a user as groupId`);
    const assigned = value('assigned').toLowerCase() === 'true';
    if (!groups.has(id)) groups.set(id, { id, displayName, assigned, members: new Set() });
    if (value('id') !== '') groups.get(id)?.members.add(value('id'));
  }
  // Devices, contacts and service principals are members too, and are never provisioned.
  for (const { members } of groups.values())
    for (const id of members) if (!people.has(id) && !groups.has(id)) members.delete(id);
  return groups;
};

const inFile = <Result>(file: string, read: () => Result): Result => {
  try {
    return read();
  } catch (error) {
    if (error instanceof CsvError) throw new CsvError(`The file of ${file}: ${error.message}.`);
    throw error;
  }
};
