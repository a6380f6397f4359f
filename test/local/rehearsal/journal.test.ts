import { beforeEach, expect, test } from '@jest/globals';
import { type Journal, journal } from '../../../local/rehearsal/journal.ts';

let lines: string[];
let book: Journal;

beforeEach(() => {
  let time = 0;
  lines = [];
  book = journal(
    (line) => lines.push(line),
    () => (time += 1_500),
  );
});

test('a step tells how long it took and what it found, and hands on its result', async () => {
  const result = await book.step('Deploy', async (note) => {
    note('111 resources');
    note('no changes');
    return 7;
  });
  expect(result).toBe(7);
  expect(lines).toEqual(['ok       1.5 s  Deploy: 111 resources, no changes']);
  expect(book.failures()).toBe(0);
});

test('a step that fails tells why, with causes, and ends what follows', async () => {
  const failure = new Error('no tools', { cause: new Error('no python3') });
  await expect(book.step('Deploy', () => Promise.reject(failure))).rejects.toBe(failure);
  expect(lines).toEqual(['FAILED   1.5 s  Deploy\n    no tools\n    no python3']);
});

test('a check that fails counts, and ends nothing', async () => {
  await book.check('Replay', () => Promise.reject(new Error('they differ')));
  await book.check('Audit', async () => {});
  expect(lines).toEqual(['FAILED   1.5 s  Replay\n    they differ', 'ok       1.5 s  Audit']);
  expect(book.failures()).toBe(1);
});
