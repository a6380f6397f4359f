import { describe, expect, test } from '@jest/globals';
import { barsOfProgress, linesOfProgress } from '../../local/command/progress.ts';

const CLEAR_LINE = '\r\x1b[2K';

const clock = () => {
  let time = 0;
  return {
    now: () => time,
    advance: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};

describe('progress in a pipe', () => {
  test('is a line a phase, with how much was done in what time', () => {
    const lines: string[] = [];
    const { now, advance } = clock();
    const progress = linesOfProgress((line) => lines.push(line), now);
    const phase = progress.begin('Users', 2);
    phase.step();
    advance(1500);
    phase.step();
    phase.end();
    const stopped = progress.begin('Groups', 2);
    stopped.step();
    stopped.end();
    expect(lines.map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
      'Users 2 1.5 s',
      'Groups 1 of 2 0.0 s',
    ]);
  });
});

describe('progress at a terminal', () => {
  const watch = () => {
    const written: string[] = [];
    const { now, advance } = clock();
    const screen = { write: (text: string) => written.push(text), columns: 60 };
    return { written, advance, progress: barsOfProgress(screen, now) };
  };

  test('is a bar that grows in its line, redrawn a dozen times a second at most', () => {
    const { written, advance, progress } = watch();
    const phase = progress.begin('Users', 4);
    phase.step();
    phase.step();
    advance(100);
    phase.step();
    const bars = written.map((text) => text.match(/█/g)?.length);
    expect(bars).toEqual([6, 18]);
    expect(written.every((text) => text.startsWith(CLEAR_LINE) && !text.includes('\n'))).toBe(true);
  });

  test('fits the screen', () => {
    const { written, progress } = watch();
    progress.begin('Users', 4).step();
    expect(written[0]?.replace(CLEAR_LINE, '').length).toBeLessThan(60);
  });

  test('keeps the bar below lines that are said meanwhile, and ends with a line in its place', () => {
    const { written, progress } = watch();
    const phase = progress.begin('Users', 1);
    phase.step();
    progress.line('something');
    phase.end();
    expect(written[1]?.replace('\r\x1b[2K', '')).toMatch(/^something\nUsers.*█/);
    expect(written[2]?.replace('\r\x1b[2K', '')).toMatch(/^Users +1 +0\.0 s\n$/);
  });
});
