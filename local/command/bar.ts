/** A bar in the last line of a terminal. */
export interface Screen {
  readonly write: (text: string) => unknown;
  readonly columns?: number | undefined;
}

const WIDTH = 24;
const CLEAR_LINE = '\r\x1b[2K';

/** @param fraction of the whole, from 0 to 1 */
export const bar = (fraction: number): string => {
  const filled = Math.round(fraction * WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
};

/** Takes the place of the last line. */
export const redraw = (screen: Screen, last: string): void => {
  screen.write(`${CLEAR_LINE}${fitting(screen, last)}`);
};

/** A line for good, above the last one. */
export const printAbove = (screen: Screen, line: string, last: string): void => {
  screen.write(`${CLEAR_LINE}${line}\n${fitting(screen, last)}`);
};

/** What is longer than the screen is wide would become two lines. */
const fitting = ({ columns = 80 }: Screen, line: string): string => line.slice(0, columns - 1);
