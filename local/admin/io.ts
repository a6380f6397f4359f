import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a command reaches of its surroundings besides the service. */
export interface Io {
  /** Standard input and output, of commands whose data goes through them. */
  readonly input: Readable;
  readonly output: Writable;
  /** Asks whoever sits at the terminal; absent where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  /** @param ms milliseconds */
  readonly sleep: (ms: number) => Promise<void>;
}

const askAtTerminal = async (question: string): Promise<string> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
};

export const processIo: Io = {
  input: process.stdin,
  output: process.stdout,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask: askAtTerminal }),
  sleep: (ms) => sleep(ms),
};
