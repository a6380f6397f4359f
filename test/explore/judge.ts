import { canonical, type GroupModel, type Model } from './model.ts';
import type { Observation } from './observe.ts';
import type { Operation } from './operations.ts';

/**
 * What is wrong with what readers see, in sentences: nothing where it is one of the directories that it may be.
 * Member by member, each member is in or out as in any of them, and all else is as in one.
 * @param unknown groups of whose members the candidates say nothing
 */
export const judge = (
  { model, unread, disagreements }: Observation,
  candidates: readonly Model[],
  takesEffect: Operation['takesEffect'] = 'whole',
  unknown: ReadonlySet<string> = new Set(),
): readonly string[] => {
  const untold = unread.union(unknown);
  const strip = takesEffect === 'whole' ? (seen: Model) => withoutUnread(seen, untold) : withoutMembers;
  const [closest = []] = candidates
    .map((candidate) => differences(strip(model), strip(candidate)))
    .sort((a, b) => a.length - b.length);
  const strangers = takesEffect === 'whole' ? [] : outOfBounds(model, untold, candidates);
  return [...disagreements, ...closest, ...strangers];
};

/** The operation that takes effect in the largest parts decides how two of them together are to be judged. */
export const coarsest = (operations: readonly Operation[]): Operation['takesEffect'] =>
  operations.every(({ takesEffect }) => takesEffect === 'whole') ? 'whole' : 'member by member';

const withoutUnread = (model: Model, unread: ReadonlySet<string>): Model =>
  withMembers(model, ({ members }, label) => (unread.has(label) ? [] : members));

const withoutMembers = (model: Model): Model => withMembers(model, () => []);

const withMembers = (
  { users, groups }: Model,
  membersOf: (group: GroupModel, label: string) => readonly string[],
): Model => ({
  users,
  groups: Object.fromEntries(
    Object.entries(groups).map(([label, group]) => [label, { ...group, members: membersOf(group, label) }]),
  ),
});

const differences = (seen: Model, wanted: Model): readonly string[] => [
  ...differencesOf('user', seen.users, wanted.users),
  ...differencesOf('group', seen.groups, wanted.groups),
];

const differencesOf = (
  what: string,
  seen: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): readonly string[] =>
  [...new Set([...Object.keys(seen), ...Object.keys(wanted)])]
    .map((label) => [label, canonical(seen[label]), canonical(wanted[label])] as const)
    .filter(([, is, should]) => is !== should)
    .map(([label, is, should]) => `${what} ${label} is ${is}, not ${should}`);

const outOfBounds = (
  { groups }: Model,
  unread: ReadonlySet<string>,
  candidates: readonly Model[],
): readonly string[] =>
  Object.entries(groups)
    .filter(([label]) => !unread.has(label))
    .flatMap(([label, { members }]) => {
      const possible = candidates
        .map((candidate) => candidate.groups[label])
        .filter((group) => group !== undefined)
        .map((group) => new Set(group.members));
      const [first, ...rest] = possible;
      const always = rest.reduce((all, one) => all.intersection(one), first ?? new Set());
      const ever = rest.reduce((all, one) => all.union(one), first ?? new Set());
      const seen = new Set(members);
      return [
        ...[...always.difference(seen)].map((member) => `${member} is not in group ${label} any more`),
        ...[...seen.difference(ever)].map((member) => `${member} is in group ${label}`),
      ];
    });
