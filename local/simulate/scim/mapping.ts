/** Entra's default attribute mappings: from a person or a group to what the service is told of them. */
import type { JsonObject } from '../../json.ts';
import type { Group, Person } from '../source/directory.ts';
import { attribute, element, extensionAttribute, type Path, subAttribute } from './path.ts';

/** Texts by path; what has none is not there. */
export type Texts = ReadonlyMap<Path, string>;

interface Mapping<Source> {
  readonly to: Path;
  readonly from: (source: Source) => string;
}

export const USER_NAME = attribute('userName');
export const EXTERNAL_ID = attribute('externalId');
export const DISPLAY_NAME = attribute('displayName');

const PERSON: readonly Mapping<Person>[] = [
  { to: USER_NAME, from: ({ attributes }) => attributes.userPrincipalName },
  { to: EXTERNAL_ID, from: ({ id }) => id },
  { to: DISPLAY_NAME, from: ({ attributes }) => attributes.displayName },
  { to: attribute('title'), from: ({ attributes }) => attributes.jobTitle },
  { to: element('emails', 'work', 'value'), from: ({ attributes }) => attributes.mail },
  { to: attribute('preferredLanguage'), from: ({ attributes }) => attributes.preferredLanguage },
  { to: subAttribute('name', 'givenName'), from: ({ attributes }) => attributes.givenName },
  { to: subAttribute('name', 'familyName'), from: ({ attributes }) => attributes.surname },
  {
    to: subAttribute('name', 'formatted'),
    from: ({ attributes: { givenName, surname } }) => [givenName, surname].filter(Boolean).join(' '),
  },
  { to: element('addresses', 'other', 'formatted'), from: ({ attributes }) => attributes.officeLocation },
  { to: element('addresses', 'work', 'streetAddress'), from: ({ attributes }) => attributes.streetAddress },
  { to: element('addresses', 'work', 'locality'), from: ({ attributes }) => attributes.city },
  { to: element('addresses', 'work', 'region'), from: ({ attributes }) => attributes.state },
  { to: element('addresses', 'work', 'postalCode'), from: ({ attributes }) => attributes.postalCode },
  { to: element('addresses', 'work', 'country'), from: ({ attributes }) => attributes.country },
  { to: element('phoneNumbers', 'work', 'value'), from: ({ attributes }) => attributes.telephoneNumber },
  { to: element('phoneNumbers', 'mobile', 'value'), from: ({ attributes }) => attributes.mobilePhone },
  { to: element('phoneNumbers', 'fax', 'value'), from: ({ attributes }) => attributes.faxNumber },
  { to: extensionAttribute('employeeNumber'), from: ({ attributes }) => attributes.employeeId },
  { to: extensionAttribute('department'), from: ({ attributes }) => attributes.department },
];

const GROUP: readonly Mapping<Group>[] = [
  { to: DISPLAY_NAME, from: ({ displayName }) => displayName },
  { to: EXTERNAL_ID, from: ({ id }) => id },
];

/** Every path that a user, or a group, has a mapping for. */
export const USER_PATHS: readonly Path[] = PERSON.map(({ to }) => to);
export const GROUP_PATHS: readonly Path[] = GROUP.map(({ to }) => to);

export const textsOfPerson = (person: Person): Texts => textsBy(PERSON, person);
export const textsOfGroup = (group: Group): Texts => textsBy(GROUP, group);

const textsBy = <Source>(mappings: readonly Mapping<Source>[], source: Source): Texts =>
  new Map(mappings.map(({ to, from }) => [to, from(source)] as const).filter(([, text]) => text !== ''));

/** The mapped texts of a resource of the service's. */
export const textsIn = (resource: JsonObject, paths: readonly Path[]): Texts =>
  new Map(
    paths.flatMap((path) =>
      path
        .valuesIn(resource)
        .filter((value) => typeof value === 'string')
        .slice(0, 1)
        .map((text) => [path, text] as const),
    ),
  );
