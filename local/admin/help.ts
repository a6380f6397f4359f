import type { Described } from './command.ts';
import { describeOptions, indent } from './describe-options.ts';
import { COMMON_OPTIONS } from './option.ts';
import { pairs } from './table.ts';

const RUN = 'npm run admin --';

const section = (title: string, text: string): string => `${title}\n${indent(text)}`;

/** The page that lists every command. */
export const generalHelp = (commands: Readonly<Record<string, Described>>): string =>
  [
    'Manages tenants, their credentials and directories: those of the running local server, unless a stack is named.',
    section('Usage', `${RUN} <command> [options]`),
    section(
      'Commands',
      pairs(Object.fromEntries(Object.entries(commands).map(([name, { summary }]) => [name, summary]))),
    ),
    section('Options of every command', describeOptions(COMMON_OPTIONS)),
    section(
      'Examples',
      [
        `${RUN} tenants create --name Contoso --id contoso`,
        `${RUN} tokens create --tenant contoso --label Entra`,
        `${RUN} tokens list --tenant contoso --stack ScimOnAws`,
      ].join('\n'),
    ),
  ].join('\n\n');

/** The page of one command. */
export const commandHelp = (name: string, { summary, argument, options, examples }: Described): string => {
  return [
    `${summary}.`,
    section('Usage', `${RUN} ${name}${argument ? ` ${argument.value}` : ''} [options]`),
    section('Options', describeOptions({ ...options, ...COMMON_OPTIONS })),
    section('Examples', examples.map((example) => `${RUN} ${example}`).join('\n')),
  ].join('\n\n');
};
