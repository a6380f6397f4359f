/** What a shell offers for the next word of a command line, from the table of commands. */
import type { Described } from '../command.ts';
import { COMMON_OPTIONS } from '../option.ts';

/** What comes next once the words before it are these. Of several that hold, the first counts. */
export interface Rule {
  /** How the words before begin, joined by spaces. */
  readonly command: string;
  /** What the last of them is; absent for anything. `none`: nothing follows the command yet. */
  readonly last?: string | { readonly none: true };
  readonly offered: readonly string[];
}

export const rulesOf = (commands: Readonly<Record<string, Described>>): readonly Rule[] => {
  const names = Object.keys(commands);
  const groups = Map.groupBy(
    names.filter((name) => name.includes(' ')),
    (name) => first(name),
  );
  return [
    { command: '', last: { none: true }, offered: [...new Set(names.map(first))] },
    ...[...groups].map(
      ([group, its]): Rule => ({
        command: group,
        last: { none: true },
        offered: its.map((name) => name.slice(group.length + 1)),
      }),
    ),
    ...Object.entries(commands).flatMap(([name, command]) => rulesOfCommand(name, command)),
  ];
};

const first = (name: string): string => name.split(' ', 1).join();

const rulesOfCommand = (command: string, { argument, options }: Described): readonly Rule[] => {
  const all = Object.entries({ ...options, ...COMMON_OPTIONS });
  return [
    ...(argument ? [{ command, last: { none: true } as const, offered: argument.choices ?? [] }] : []),
    ...all
      .filter(([, { value }]) => value !== undefined)
      .map(([option, { choices = [] }]) => ({ command, last: `--${option}`, offered: choices })),
    { command, offered: all.map(([option]) => `--${option}`) },
  ];
};
