import type { Described, Printing } from '../command.ts';
import { rulesOf } from './rules.ts';
import { SHELLS, type Shell, scriptFor } from './scripts.ts';

/** @param commands all that there are, this one too */
export const completionCommand = (commands: () => Readonly<Record<string, Described>>): Printing => ({
  summary: 'Print a script that lets a shell complete these commands, and defines scim-admin for them',
  argument: { field: 'shell', value: 'SHELL', help: 'bash, zsh or fish', choices: SHELLS },
  options: {},
  examples: ['completion bash', 'completion zsh', 'completion fish'],
  // One of the argument's choices.
  print: ({ shell }) => scriptFor(shell as Shell, rulesOf(commands())),
});
