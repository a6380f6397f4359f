/** The command line of the admin function. */
import { COMMANDS, parseCommandLine } from './command-line.ts';
import { Failure, UsageError } from './error.ts';
import { commandHelp, generalHelp } from './help.ts';
import { type connect, explainConnection } from './target.ts';

export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

export interface Surroundings extends Terminal {
  /** The data folder of the local server. */
  readonly dataFolder: string;
  readonly connect: typeof connect;
}

/**
 * Runs one command line.
 * @returns the exit code: 0, 1 when the service refuses or is not reached, 2 when the command line is wrong
 */
export const main = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  try {
    surroundings.out(await answer(args, surroundings));
    return 0;
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

async function answer(args: readonly string[], { connect, dataFolder }: Surroundings): Promise<string> {
  const request = parseCommandLine(args);
  if (request.kind === 'help') {
    const command = request.name === undefined ? undefined : COMMANDS[request.name];
    return request.name === undefined || !command
      ? generalHelp(COMMANDS)
      : commandHelp(request.name, command);
  }
  const { command, payload, stack, json } = request;
  const { result, text } = await command.run(
    await connect({ stack, function: request.function, dataFolder }),
    payload,
  );
  return json ? JSON.stringify(result, null, 2) : text;
}
