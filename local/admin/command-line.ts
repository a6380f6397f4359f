import { nearest } from '../../lib/nearest.ts';
import { CLIENT_COMMANDS } from './clients.ts';
import type { Command, Payload, Printing } from './command.ts';
import { completionCommand } from './completion/completion.ts';
import { UsageError } from './error.ts';
import { FSCK_COMMANDS } from './fsck.ts';
import { IDENTITY_COMMANDS } from './identities.ts';
import { type Argument, COMMON_OPTIONS } from './option.ts';
import { PEPPER_COMMANDS } from './peppers.ts';
import { readOptions, textOf } from './read-options.ts';
import { REINDEX_COMMANDS } from './reindex.ts';
import { SECRET_COMMANDS } from './secrets.ts';
import { TENANT_COMMANDS } from './tenants.ts';
import { TOKEN_COMMANDS } from './tokens.ts';
import { DELETE_COMMANDS } from './transfer/delete.ts';
import { EXPORT_COMMANDS } from './transfer/export.ts';
import { IMPORT_COMMANDS } from './transfer/import.ts';
import { USAGE_COMMANDS } from './usage.ts';

export const COMMANDS: Readonly<Record<string, Command | Printing>> = {
  ...TENANT_COMMANDS,
  ...DELETE_COMMANDS,
  ...TOKEN_COMMANDS,
  ...CLIENT_COMMANDS,
  ...SECRET_COMMANDS,
  ...IDENTITY_COMMANDS,
  ...PEPPER_COMMANDS,
  ...FSCK_COMMANDS,
  ...REINDEX_COMMANDS,
  ...EXPORT_COMMANDS,
  ...IMPORT_COMMANDS,
  ...USAGE_COMMANDS,
  completion: completionCommand(() => COMMANDS),
};

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly name: string | undefined }
  | { readonly kind: 'print'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly payload: Payload;
      readonly stack: string | undefined;
      readonly function: string | undefined;
      readonly json: boolean;
    };

/** @throws UsageError with a sentence that says what to write instead */
export const parseCommandLine = (args: readonly string[]): Request => {
  const name = nameIn(args);
  const command = name === undefined ? undefined : COMMANDS[name];
  const wantsHelp = args.length === 0 || args.includes('--help') || args.includes('-h');
  if (wantsHelp) return { kind: 'help', name };
  if (name === undefined || !command) throw new UsageError(unknownCommand(args));

  const words = name.split(' ').length;
  const argument = command.argument && requireArgument(name, command.argument, args[words]);
  const rest = args.slice(words + (command.argument ? 1 : 0));
  const values = readOptions(rest, name, { ...COMMON_OPTIONS, ...command.options });
  const missing = Object.entries(command.options).find(
    ([option, { required }]) => required && values[option] === undefined,
  );
  if (missing) throw new UsageError(`${name} needs --${missing[0]} ${missing[1].value}.`);

  const optional = Object.entries(command.options).flatMap(([option, { field, read }]) => {
    if (values[option] === true) return [[field, true]];
    const value = textOf(values[option]);
    return value === undefined ? [] : [[field, read ? read(value, `--${option}`) : value]];
  });
  const payload = { ...argument, ...Object.fromEntries(optional) };
  if ('print' in command) return { kind: 'print', text: command.print(payload) };
  return {
    kind: 'run',
    command,
    payload,
    stack: textOf(values['stack']),
    function: textOf(values['function']),
    json: values['json'] === true,
  };
};

/** A command has one word or two. */
const nameIn = (args: readonly string[]): string | undefined =>
  [args.slice(0, 2).join(' '), args[0] ?? ''].find((name) => Object.hasOwn(COMMANDS, name));

const requireArgument = (
  name: string,
  { field, value, choices }: Argument,
  given: string | undefined,
): Payload => {
  if (given === undefined || /^-./.test(given)) throw new UsageError(`${name} needs ${value}.`);
  if (choices && !choices.includes(given))
    throw new UsageError(`${name} takes ${choices.join(', ')}, not '${given}'.`);
  return { [field]: given };
};

function unknownCommand(args: readonly string[]): string {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const written = args.slice(0, firstOption === -1 ? 2 : Math.min(firstOption, 2));
  const meant = nearest(written.join(' '), Object.keys(COMMANDS));
  const hint = meant ? `Did you mean ${meant}?` : `There are ${Object.keys(COMMANDS).join(', ')}.`;
  return written.length === 0
    ? `A command comes first, then its options. ${hint}`
    : `There is no command '${written.join(' ')}'. ${hint}`;
}
