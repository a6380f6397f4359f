import { describe, expect, test } from '@jest/globals';
import { IN_MEMORY, openDataFolder } from '../../local/data-folder.ts';
import { logBuffer } from '../../local/log-buffer.ts';
import { keptSecret } from '../../local/peppers.ts';
import { undoStack } from '../../local/undo-stack.ts';

test('a secret is generated once, and kept, as is what replaces it', async () => {
  const data = await openDataFolder(IN_MEMORY);
  const first = { arn: 'arn', generate: () => 'first' };
  const second = { arn: 'arn', generate: () => 'second' };
  expect((await keptSecret(data, first)).value()).toBe('first');
  const secret = await keptSecret(data, second);
  expect(secret.value()).toBe('first');
  await secret.replace('third');
  expect(secret.value()).toBe('third');
  expect((await keptSecret(data, second)).value()).toBe('third');
});

describe('the buffer of log lines', () => {
  const line = (number: number) => ({ functionName: 'f', line: String(number) });

  test('has the last lines, oldest first', () => {
    const buffer = logBuffer(undefined, 3);
    for (let number = 1; number <= 10; number += 1) buffer.add(line(number));
    expect(buffer.lines()).toEqual([line(8), line(9), line(10)]);
  });

  test('tells each line on', () => {
    const told: unknown[] = [];
    logBuffer((one) => told.push(one)).add(line(1));
    expect(told).toEqual([line(1)]);
  });
});

describe('what is to be undone', () => {
  test('is undone in reverse, once', async () => {
    const undone: string[] = [];
    const { push, run } = undoStack();
    for (const name of ['first', 'second']) {
      push(async () => {
        undone.push(name);
      });
    }
    await run();
    await run();
    expect(undone).toEqual(['second', 'first']);
  });

  test('is undone whole even when a part of it fails', async () => {
    const undone: string[] = [];
    const { push, run } = undoStack();
    push(async () => {
      undone.push('first');
    });
    push(() => Promise.reject(new Error('no')));
    await expect(run()).rejects.toThrow('not everything could be ended');
    expect(undone).toEqual(['first']);
  });
});
