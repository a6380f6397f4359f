/** Six people who are there for the whole run, and are looked for in many ways. */
import type { JsonObject } from '../../json.ts';
import type { Template } from '../expect/matcher.ts';
import { bodyOf, type Resource } from '../resource.ts';
import { type Session, shared } from '../session.ts';
import { ENTERPRISE } from '../urns.ts';
import { objectOf } from '../values.ts';

const PEOPLE = {
  ada: {
    displayName: 'Ada Lovelace',
    name: { familyName: 'Byron', givenName: 'Ada', honorificPrefix: 'Countess' },
    title: 'Analyst',
    userType: 'Employee',
    nickName: 'Enchantress',
    emails: [
      { value: 'ada@work.example', type: 'work', primary: true },
      { value: 'ada@home.example', type: 'home' },
    ],
    [ENTERPRISE]: { department: 'Engines', employeeNumber: '1815' },
  },
  bob: {
    displayName: 'Bob O\'Brien "Bo"',
    name: { familyName: "O'Brien", givenName: 'Bob' },
    title: 'analyst',
    userType: 'Contractor',
    active: false,
    emails: [
      { value: 'bob@home.example', type: 'work', primary: true },
      { value: 'bob@work.example', type: 'home' },
    ],
  },
  cyd: {
    displayName: 'Cyd \\ Charisse',
    name: { familyName: 'Charisse', givenName: 'Cyd' },
    title: 'Dancer',
    userType: 'Employee',
    phoneNumbers: [{ value: '+1 555 0100', type: 'mobile' }],
    [ENTERPRISE]: { department: 'Stage', employeeNumber: '1922' },
  },
  dee: {
    displayName: 'Žofia Dvořáková',
    name: { familyName: 'Dvořáková', givenName: 'Žofia' },
    userType: 'Employee',
    emails: [{ value: 'dee@home.example', type: 'home' }],
    addresses: [{ type: 'work', locality: 'Praha', country: 'CZ' }],
  },
  eve: {
    displayName: 'Eve',
    name: { familyName: 'Byron', givenName: 'Eve' },
    title: 'Manager',
    userType: 'Contractor',
    [ENTERPRISE]: { department: 'engines', employeeNumber: '0042' },
  },
  flo: { userType: 'Employee', active: false },
} as const satisfies Readonly<Record<string, JsonObject>>;

export type Name = keyof typeof PEOPLE;

export const NAMES: readonly Name[] = ['ada', 'bob', 'cyd', 'dee', 'eve', 'flo'];

export interface People {
  /** In the userName of each, and in no other. */
  readonly token: string;
  /** A filter that holds for these people and nobody else. */
  readonly all: string;
  readonly of: (name: Name) => Resource;
  /** What a list has of them. */
  readonly shown: (names: readonly Name[]) => readonly Template[];
}

export const people = shared(async (scim: Session): Promise<People> => {
  const token = scim.name('people');
  const made = new Map<Name, Resource>();
  for (const name of NAMES) {
    const { [ENTERPRISE]: enterprise, ...core }: JsonObject = PEOPLE[name];
    const attributes = {
      ...core,
      userName: `${token}-${name}@example.com`,
      externalId: `${token}-${name.toUpperCase()}`,
    };
    const whole = enterprise === undefined ? attributes : scim.extended(attributes, objectOf(enterprise));
    made.set(name, await scim.user(whole));
  }
  const of = (name: Name): Resource => {
    const one = made.get(name);
    if (!one) throw new Error(`nobody is called ${name}`);
    return one;
  };
  return {
    token,
    all: `userName sw "${token}-"`,
    of,
    shown: (names) => names.map((name) => bodyOf(of(name))),
  };
});
