/** The groups of the sample: departments, offices, projects, and the odd ones. */
import type { Group, Person } from '../source/directory.ts';
import type { Random } from '../source/random.ts';
import { DEPARTMENTS, OFFICES } from './workplaces.ts';

const PROJECTS = [
  'Project Aurora',
  'Project Ångström',
  'Projekt "Große Brücke"',
  'プロジェクト富士',
  'Project C++ / C#',
  'Project 100 %',
  'Project R&D, phase 2',
  "Project O'Hare",
  '🚀 Launch team',
  'Проект «Восток»',
  'Project back\\slash',
  'Zwölf Boxkämpfer',
  'project lower case',
  'PROJECT UPPER CASE',
  'Migration 2027 (do not use)',
];

export const sampleGroups = (people: readonly Person[], random: Random): readonly Group[] => {
  const group = (
    displayName: string,
    assigned: boolean,
    members: readonly { readonly id: string }[],
  ): Group => ({
    id: random.uuid(),
    displayName,
    assigned,
    members: new Set(members.map(({ id }) => id)),
  });
  const thatAre = (condition: (person: Person) => boolean) => people.filter(condition);
  const managers = new Set(people.map(({ manager }) => manager));

  const departments = DEPARTMENTS.map(({ name }, index) =>
    group(
      name,
      index < 5,
      thatAre(({ attributes }) => attributes.department === name),
    ),
  );
  const offices = OFFICES.map(({ name }) =>
    group(
      `Office ${name}`,
      false,
      thatAre(({ attributes }) => attributes.officeLocation === name),
    ),
  );
  const projects = PROJECTS.map((name, index) =>
    group(name, index % 3 === 0, random.some(people, 3 + random.below(Math.min(40, people.length)))),
  );
  // Each is a member of the other, which Active Directory allows and Entra inherits.
  const left = group('Ouroboros, head', true, []);
  const right = group('Ouroboros, tail', true, [left]);
  return [
    ...departments,
    ...offices,
    ...projects,
    group('All employees', false, people),
    group('All departments', true, departments),
    group('Everything nested', false, [...offices, ...projects.slice(0, 3)]),
    group(
      'Managers',
      true,
      thatAre(({ id }) => managers.has(id)),
    ),
    group(
      'Guests',
      true,
      thatAre(({ attributes }) => attributes.userType === 'Guest'),
    ),
    group('Reserved (nobody yet)', true, []),
    group('One', false, random.some(people, 1)),
    { ...left, members: new Set([right.id]) },
    right,
  ];
};
