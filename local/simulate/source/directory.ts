/** The directory that is provisioned from, as Entra holds it. */

/** What a person may have, by the names that Entra gives it; `manager` and what says who is active stand apart. */
export const ATTRIBUTES = [
  'userPrincipalName',
  'displayName',
  'surname',
  'mail',
  'givenName',
  'userType',
  'jobTitle',
  'department',
  'usageLocation',
  'streetAddress',
  'state',
  'country',
  'officeLocation',
  'city',
  'postalCode',
  'telephoneNumber',
  'mobilePhone',
  'faxNumber',
  'employeeId',
  'preferredLanguage',
] as const;

export type Attribute = (typeof ATTRIBUTES)[number];

export interface Person {
  /** The object id: it stays whatever else changes. */
  readonly id: string;
  /** An attribute without a value is empty. */
  readonly attributes: Readonly<Record<Attribute, string>>;
  readonly enabled: boolean;
  /** Deleted, and kept for 30 days, in which everything can be restored. */
  readonly softDeleted: boolean;
  /** Object id of a person. */
  readonly manager: string | undefined;
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  /** Whether the group is assigned to the application, which is what the scope `assigned` goes by. */
  readonly assigned: boolean;
  /** Object ids of people and of groups. */
  readonly members: ReadonlySet<string>;
}

export interface Directory {
  readonly people: ReadonlyMap<string, Person>;
  readonly groups: ReadonlyMap<string, Group>;
}

/** A person with no attributes but these. */
export const attributesOf = (some: Partial<Record<Attribute, string>>): Record<Attribute, string> => ({
  ...NO_ATTRIBUTES,
  ...some,
});

const NO_ATTRIBUTES: Record<Attribute, string> = {
  userPrincipalName: '',
  displayName: '',
  surname: '',
  mail: '',
  givenName: '',
  userType: '',
  jobTitle: '',
  department: '',
  usageLocation: '',
  streetAddress: '',
  state: '',
  country: '',
  officeLocation: '',
  city: '',
  postalCode: '',
  telephoneNumber: '',
  mobilePhone: '',
  faxNumber: '',
  employeeId: '',
  preferredLanguage: '',
};
