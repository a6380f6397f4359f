/** The rehearsal as a command: what it says, and how it ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undoStack } from '../undo-stack.ts';
import { DIFFERENCES } from './differences.ts';
import { EMULATOR_LOG } from './emulator.ts';
import { journal } from './journal.ts';
import { LIMITS } from './limits.ts';
import { rehearse } from './rehearsal.ts';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @returns the exit code: 0, 1 when anything was not as it should be, 130 when a signal has ended it. */
export const main = async (): Promise<number> => {
  const ending = new AbortController();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait.
      if (ending.signal.aborted) process.exit(130);
      ending.abort();
    });
  }
  const start = performance.now();
  const say = (line: string) => {
    if (!ending.signal.aborted) console.log(line);
  };
  const book = journal(say);
  const undo = undoStack();
  const folder = await mkdtemp(join(tmpdir(), 'scim-rehearsal-'));
  say('Rehearsing a deployment on an emulator of AWS, with the real cdk.\n');
  try {
    await rehearse({ journal: book, folder, signal: ending.signal, atEnd: undo.push });
  } catch (error) {
    // A step that fails has told of it.
    if (book.failures() === 0) throw error;
  } finally {
    await undo.run();
    if (ending.signal.aborted || book.failures() === 0) await rm(folder, { recursive: true, force: true });
  }
  if (ending.signal.aborted) return 130;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  if (book.failures() > 0) {
    say(`\nThe rehearsal failed, in ${seconds} s. What the functions logged: ${join(folder, EMULATOR_LOG)}`);
    return 1;
  }
  say(`\nThe rehearsal went well, in ${seconds} s.\n\n${reservations()}`);
  return 0;
};

const reservations = (): string =>
  [
    'Changed in the template, because the emulator differs from AWS:',
    ...DIFFERENCES.map(({ change, reason }) => `- ${change}: ${reason}`),
    '',
    'What it could not show; docs/rehearsal.md says what covers each:',
    ...LIMITS.map((limit) => `- ${limit}`),
  ].join('\n');
