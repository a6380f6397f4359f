/** The last lines of the functions' logs, for whoever looks into them afterwards. */
import type { LogLine, LogSink } from './lambda/function.ts';

const CAPACITY = 100_000;

export interface LogBuffer {
  readonly add: LogSink;
  readonly lines: () => readonly LogLine[];
}

/** @param also is told each line too. */
export const logBuffer = (also: LogSink = () => {}, capacity: number = CAPACITY): LogBuffer => {
  let lines: LogLine[] = [];
  return {
    add: (line) => {
      lines.push(line);
      // Cut by halves, so that a line costs the same on average however many there are.
      if (lines.length >= 2 * capacity) lines = lines.slice(-capacity);
      also(line);
    },
    lines: () => lines.slice(-capacity),
  };
};
