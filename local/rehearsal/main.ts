/** The rehearsal as a command: what it says, and how it ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endingOf } from '../ending.ts';
import { undoStack } from '../undo-stack.ts';
import { DIFFERENCES } from './differences.ts';
import { EMULATOR_LOG } from './emulator.ts';
import { journal } from './journal.ts';
import { LIMITS } from './limits.ts';
import { rehearse } from './rehearsal.ts';

/** By a signal. */
const ENDED = 130;

/** @returns the exit code: 0, 1 when anything was not as it should be, 130 when a signal has ended it. */
export const main = async (): Promise<number> => {
  const ending = endingOf(process, ENDED);
  const start = performance.now();
  const say = (line: string) => {
    if (!ending.aborted) console.log(line);
  };
  const book = journal(say);
  const undo = undoStack();
  const folder = await mkdtemp(join(tmpdir(), 'scim-rehearsal-'));
  say('Rehearsing a deployment on an emulator of AWS, with the real cdk.\n');
  try {
    await rehearse({ journal: book, folder, signal: ending, atEnd: undo.push });
  } catch (error) {
    // A step that fails has told of it.
    if (book.failures() === 0) throw error;
  } finally {
    await undo.run();
    if (ending.aborted || book.failures() === 0) await rm(folder, { recursive: true, force: true });
  }
  if (ending.aborted) return ENDED;
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
