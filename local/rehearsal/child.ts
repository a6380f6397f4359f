/** Commands that are run to their end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface CommandOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly folder?: string;
  /** Ends the command. */
  readonly signal: AbortSignal;
}

/** A command ended with another status than 0; the message holds what it said. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly output: string;

  constructor(command: string, status: number | null, output: string) {
    super(`${command} ended with ${status}:\n${output.trim()}`);
    this.output = output;
  }
}

/** What a command may have said before it is no longer worth showing. */
const MAX_OUTPUT = 4_000;

/** @returns what the command wrote to its standard output. @throws CommandError */
export const run = async (
  command: string,
  args: readonly string[],
  { environment, folder, signal }: CommandOptions,
): Promise<string> => {
  const child = spawn(command, args, {
    env: environment ?? process.env,
    cwd: folder,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, complaints, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (status !== 0) {
    throw new CommandError(`${command} ${args.join(' ')}`, status, (output + complaints).slice(-MAX_OUTPUT));
  }
  return output;
};
