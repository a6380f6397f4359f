import { bulkIdAt, type Deed, type Label, STAFF, TEAMS } from './company.ts';

/** A user or a group, with labels in place of ids. */
export interface Person {
  readonly type: 'User';
  readonly name: string;
  readonly title?: string;
  readonly manager?: Label;
}

export interface Team {
  readonly type: 'Group';
  readonly name: string;
  readonly members: readonly Label[];
}

/** By label. */
export type Company = ReadonlyMap<Label, Person | Team>;

export const BEGINNING: Company = new Map<Label, Person | Team>([
  ...STAFF.map((name) => [name, { type: 'User', name }] as const),
  ...TEAMS.map((name) => [name, { type: 'Group', name, members: [] }] as const),
]);

/** What a request comes to whose deeds are done one after the other: a status each, and the company afterwards. */
export interface Course {
  /** By place; none of a deed that was not begun. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly company: Company;
}

/** A deed has failed with a status. */
class Failure extends Error {
  readonly status: number;

  constructor(status: number) {
    super(String(status));
    this.status = status;
  }
}

/**
 * Does deeds one after the other.
 * @param order places; several at once are creations in a circle, all or none of which come about
 */
export const oneByOne = (
  deeds: readonly Deed[],
  order: readonly (readonly number[])[],
  maxFailures: number,
): Course => {
  const statuses = new Map<number, number>();
  let company = BEGINNING;
  let failures = 0;
  for (const places of order) {
    if (failures >= maxFailures) break;
    const done = inCircle(company, deeds, places, statuses);
    company = done.company;
    for (const [place, status] of done.statuses) {
      statuses.set(place, status);
      if (status >= 400) failures += 1;
    }
  }
  return { statuses, company };
};

const inCircle = (
  before: Company,
  deeds: readonly Deed[],
  places: readonly number[],
  decided: ReadonlyMap<number, number>,
): Course => {
  const statuses = new Map<number, number>();
  const circle = new Set(
    places.filter((place) => places.length > 1 || isOfItself(deeds[place], place)).map(bulkIdAt),
  );
  let company = before;
  for (const place of places) {
    const one = deeds[place];
    if (!one) continue;
    try {
      for (const label of labelsIn(one)) requireResolved(label, deeds, decided, circle);
      const done = doneTo(company, alone(one, circle), bulkIdAt(place));
      company = done.company;
      statuses.set(place, done.status);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      statuses.set(place, error.status);
    }
  }
  if (circle.size === 0) return { statuses, company };
  if ([...statuses.values()].every((status) => status < 400)) {
    for (const place of places) {
      const one = deeds[place];
      if (one?.does === 'found' && one.members.includes(bulkIdAt(place))) statuses.set(place, 400);
      else if (one) company = linked(company, one, bulkIdAt(place));
    }
  }
  if ([...statuses.values()].every((status) => status < 400)) return { statuses, company };
  return {
    statuses: new Map([...statuses].map(([place, status]) => [place, status < 400 ? 409 : status])),
    company: before,
  };
};

const isOfItself = (one: Deed | undefined, place: number): boolean =>
  one !== undefined && isCreation(one) && labelsIn(one).includes(bulkIdAt(place));

const isCreation = ({ does }: Deed): boolean => does === 'hire' || does === 'found';

const labelsIn = (one: Deed): readonly Label[] => [
  ...('manager' in one && one.manager !== undefined ? [one.manager] : []),
  ...('members' in one ? one.members : []),
  ...('member' in one ? [one.member] : []),
  ...('user' in one ? [one.user] : []),
  ...('group' in one ? [one.group] : []),
];

/** Whoever is there by label, or has been created by the deed with this bulkId. */
const requireResolved = (
  label: Label,
  deeds: readonly Deed[],
  decided: ReadonlyMap<number, number>,
  circle: ReadonlySet<Label>,
): void => {
  if (BEGINNING.has(label) || circle.has(label)) return;
  const place = deeds.findIndex((_, index) => bulkIdAt(index) === label);
  const one = deeds[place];
  if (!one || !isCreation(one) || decided.get(place) !== 201) throw new Failure(400);
};

const alone = (one: Deed, circle: ReadonlySet<Label>): Deed => {
  if (one.does === 'hire' && one.manager !== undefined && circle.has(one.manager)) {
    return { ...one, manager: undefined };
  }
  return one.does === 'found' ? { ...one, members: one.members.filter((label) => !circle.has(label)) } : one;
};

const linked = (company: Company, one: Deed, label: Label): Company => {
  const made = company.get(label);
  if (one.does === 'hire' && made?.type === 'User' && one.manager !== undefined) {
    return withOne(company, label, { ...made, manager: one.manager });
  }
  return one.does === 'found' && made?.type === 'Group'
    ? withOne(company, label, { ...made, members: joined(made.members, one.members) })
    : company;
};

const doneTo = (company: Company, one: Deed, own: Label): { status: number; company: Company } => {
  switch (one.does) {
    case 'hire': {
      requireFree(company, 'User', one.name);
      const { name, manager } = one;
      const person: Person = { type: 'User', name, ...(manager !== undefined && { manager }) };
      return { status: 201, company: withOne(company, own, person) };
    }
    case 'found':
      requireFree(company, 'Group', one.name);
      requireThere(company, one.members);
      return {
        status: 201,
        company: withOne(company, own, { type: 'Group', name: one.name, members: joined([], one.members) }),
      };
    case 'entitle':
      return {
        status: 200,
        company: withOne(company, one.user, { ...person(company, one.user), title: 'Boss' }),
      };
    case 'rename': {
      const before = person(company, one.user);
      requireFree(company, 'User', one.name, one.user);
      return { status: 200, company: withOne(company, one.user, { ...before, name: one.name }) };
    }
    case 'replace':
      person(company, one.user);
      requireFree(company, 'User', one.name, one.user);
      return { status: 200, company: withOne(company, one.user, { type: 'User', name: one.name }) };
    case 'join': {
      if (one.members.includes(one.group)) throw new Failure(400);
      const before = team(company, one.group);
      requireThere(company, one.members);
      const members = joined(before.members, one.members);
      return { status: 204, company: withOne(company, one.group, { ...before, members }) };
    }
    case 'leave': {
      const before = team(company, one.group);
      const members = before.members.filter((label) => label !== one.member);
      return { status: 204, company: withOne(company, one.group, { ...before, members }) };
    }
    case 'dismiss':
      person(company, one.user);
      return { status: 204, company: without(company, one.user) };
    case 'dissolve':
      team(company, one.group);
      return { status: 204, company: without(company, one.group) };
  }
};

const joined = (members: readonly Label[], more: readonly Label[]): readonly Label[] =>
  [...new Set([...members, ...more])].sort();

const person = (company: Company, label: Label): Person => {
  const found = company.get(label);
  if (found?.type !== 'User') throw new Failure(404);
  return found;
};

const team = (company: Company, label: Label): Team => {
  const found = company.get(label);
  if (found?.type !== 'Group') throw new Failure(404);
  return found;
};

const requireFree = (company: Company, type: string, name: string, except?: Label): void => {
  for (const [label, other] of company) {
    const isSame = other.type === type && other.name.toLowerCase() === name.toLowerCase();
    if (isSame && label !== except) throw new Failure(409);
  }
};

const requireThere = (company: Company, members: readonly Label[]): void => {
  if (!members.every((label) => company.has(label))) throw new Failure(400);
};

const withOne = (company: Company, label: Label, one: Person | Team): Company =>
  new Map([...company, [label, one]]);

const without = (company: Company, gone: Label): Company =>
  new Map(
    [...company]
      .filter(([label]) => label !== gone)
      .map(([label, one]) => [
        label,
        one.type === 'Group' ? { ...one, members: one.members.filter((other) => other !== gone) } : one,
      ]),
  );
