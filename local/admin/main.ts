/** The command line of the admin function. */
import type { Screen } from '../command/bar.ts';
import type { Output } from './command.ts';
import { COMMANDS, parseCommandLine } from './command-line.ts';
import { Failure, UsageError } from './error.ts';
import { commandHelp, generalHelp } from './help.ts';
import { type Io, processIo } from './io.ts';
import { type Advance, barOf, linesOf } from './progress.ts';
import { repeating } from './repeating.ts';
import { type connect, explainConnection } from './target.ts';

export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

export interface Surroundings extends Terminal {
  /** The data folder of the local server. */
  readonly dataFolder: string;
  readonly connect: typeof connect;
  /** Where a bar can be drawn; absent in a pipe. */
  readonly screen?: Screen | undefined;
  /** The process's own where absent. */
  readonly io?: Io;
}

/**
 * Runs one command line.
 * @returns the exit code: 0, 1 when the service refuses, is not reached or has faults, 2 when the command line is wrong
 */
export const main = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  try {
    const { text, failed, aside, note } = await answer(args, surroundings);
    const print = aside ? surroundings.error : surroundings.out;
    print(text);
    if (note !== undefined) surroundings.error(`Note: ${note}`);
    return failed ? 1 : 0;
  } catch (error) {
    if (error instanceof UsageError) {
      surroundings.error(`${error.message}\nMore: npm run admin -- --help`);
      return 2;
    }
    const message = error instanceof Failure ? error.message : explainConnection(error);
    surroundings.error(message ?? `Unexpected: ${String(error)}`);
    return 1;
  }
};

interface Answer extends Pick<Output, 'text' | 'note'> {
  readonly failed: boolean;
  readonly aside: boolean;
}

async function answer(args: readonly string[], surroundings: Surroundings): Promise<Answer> {
  const { connect, dataFolder, error, screen, io = processIo } = surroundings;
  const request = parseCommandLine(args);
  if (request.kind === 'help') {
    const command = request.name === undefined ? undefined : COMMANDS[request.name];
    const text =
      request.name === undefined || !command ? generalHelp(COMMANDS) : commandHelp(request.name, command);
    return { text, failed: false, aside: false };
  }
  if (request.kind === 'print') return { text: request.text, failed: false, aside: false };
  const { command, payload, stack, json } = request;
  const progress = screen ? barOf(screen) : linesOf(error);
  const connection = await connect({ stack, function: request.function, dataFolder });
  let reached = 0;
  const advance: Advance = (fraction, what) => {
    reached = fraction;
    progress.advance(fraction, what);
  };
  const maintenance = repeating(connection.maintenance, io.sleep, (what) => advance(reached, what));
  try {
    const output = await command.run({ ...connection, maintenance }, payload, advance, io);
    const { result, text, failed = false, aside = false, note } = output;
    return { text: json ? JSON.stringify(result, null, 2) : text, failed, aside, note };
  } finally {
    progress.end();
  }
}
