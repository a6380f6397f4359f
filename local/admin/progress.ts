/** How far a command is: a bar at a terminal, lines in a pipe. */
import { bar, redraw, type Screen } from '../command/bar.ts';

/** @param fraction of the whole, from 0 to 1 @param what is being done */
export type Advance = (fraction: number, what: string) => void;

export interface Advancing {
  readonly advance: Advance;
  readonly end: () => void;
}

/** A bar in the last line of the screen; `end` takes it away. */
export const barOf = (screen: Screen): Advancing => ({
  advance: (fraction, what) => redraw(screen, `${bar(fraction)} ${percent(fraction)} ${what}`),
  end: () => redraw(screen, ''),
});

/** A line whenever there is something new to say. */
export const linesOf = (write: (line: string) => void): Advancing => ({
  advance: (fraction, what) => write(`${percent(fraction)} ${what}`),
  end: () => {},
});

const percent = (fraction: number): string => `${Math.floor(fraction * 100)}%`.padStart(4);
