/** How far a command is: a bar at a terminal, lines in a pipe. */

/** @param fraction of the whole, from 0 to 1 @param what is being done */
export type Advance = (fraction: number, what: string) => void;

export interface Screen {
  readonly write: (text: string) => unknown;
  readonly columns?: number | undefined;
}

const BAR = 24;
const CLEAR_LINE = '\r\x1b[2K';

/** A bar in the last line of the screen; `end` takes it away. */
export const barOf = (screen: Screen): { readonly advance: Advance; readonly end: () => void } => ({
  advance: (fraction, what) => {
    const filled = Math.round(fraction * BAR);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${percent(fraction)} ${what}`;
    screen.write(`${CLEAR_LINE}${bar.slice(0, (screen.columns ?? 80) - 1)}`);
  },
  end: () => {
    screen.write(CLEAR_LINE);
  },
});

/** A line whenever there is something new to say. */
export const linesOf = (
  write: (line: string) => void,
): { readonly advance: Advance; readonly end: () => void } => ({
  advance: (fraction, what) => write(`${percent(fraction)} ${what}`),
  end: () => {},
});

const percent = (fraction: number): string => `${Math.floor(fraction * 100)}%`.padStart(4);
