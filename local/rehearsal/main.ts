/** The rehearsal as a command: what it says, and how it ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undoStack } from '../undo-stack.ts';
import { DIFFERENCES } from './differences.ts';
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
  const book = journal(console.log);
  const undo = undoStack();
  console.log('Rehearsing a deployment on an emulator of AWS, with the real cdk.\n');
  try {
    const folder = await mkdtemp(join(tmpdir(), 'scim-rehearsal-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    await rehearse({ journal: book, folder, signal: ending.signal, atEnd: undo.push });
  } catch (error) {
    if (book.failures() === 0) throw error;
  } finally {
    await undo.run();
  }
  if (ending.signal.aborted) return 130;
  console.log(summary(book.failures(), (performance.now() - start) / 1000));
  return book.failures() === 0 ? 0 : 1;
};

const summary = (failures: number, seconds: number): string =>
  [
    '',
    `${failures === 0 ? 'The rehearsal went well' : `${failures} failures`}, in ${seconds.toFixed(0)} s.`,
    '',
    'Changed in the template, because the emulator differs from AWS:',
    ...DIFFERENCES.map(({ change, reason }) => `- ${change}: ${reason}`),
    '',
    'What it could not show; docs/rehearsal.md says what covers each:',
    ...LIMITS.map((limit) => `- ${limit}`),
  ].join('\n');
