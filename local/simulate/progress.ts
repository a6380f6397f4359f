/** How far a run is: bars at a terminal, a line a phase in a pipe. */

export interface Phase {
  readonly step: () => void;
  readonly end: () => void;
}

export interface Progress {
  readonly begin: (title: string, total: number) => Phase;
  readonly line: (text: string) => void;
}

/** What a bar is drawn on. */
export interface Screen {
  readonly write: (text: string) => unknown;
  readonly columns?: number | undefined;
}

const BAR = 24;
const REDRAW_MS = 80;
const CLEAR_LINE = '\r\x1b[2K';

/** @param now milliseconds */
export const linesOfProgress = (write: (line: string) => void, now: () => number): Progress => ({
  begin: (title, total) => {
    const began = now();
    let done = 0;
    return {
      step: () => {
        done += 1;
      },
      end: () => write(summary(title, done, total, now() - began)),
    };
  },
  line: write,
});

/** One bar in the last line of the screen, replaced by a line of text when its phase ends. */
export const barsOfProgress = (screen: Screen, now: () => number): Progress => {
  let bar = '';
  const line = (text: string) => {
    screen.write(`${CLEAR_LINE}${text}\n${bar}`);
  };
  return {
    line,
    begin: (title, total) => {
      const began = now();
      let done = 0;
      let drawn = Number.NEGATIVE_INFINITY;
      return {
        step: () => {
          done += 1;
          if (now() - drawn < REDRAW_MS) return;
          drawn = now();
          bar = drawing(title, done, total, drawn - began).slice(0, (screen.columns ?? 80) - 1);
          screen.write(`${CLEAR_LINE}${bar}`);
        },
        end: () => {
          bar = '';
          line(summary(title, done, total, now() - began));
        },
      };
    },
  };
};

const drawing = (title: string, done: number, total: number, milliseconds: number): string => {
  const filled = Math.round((done / Math.max(total, 1)) * BAR);
  const left = milliseconds > 0 ? `${Math.ceil(((total - done) * milliseconds) / done / 1000)} s left` : '';
  return `${title.padEnd(30)} ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${done}/${total} ${left}`;
};

const summary = (title: string, done: number, total: number, milliseconds: number): string => {
  const count = done === total ? String(total) : `${done} of ${total}`;
  return `${title.padEnd(30)} ${count.padStart(12)}  ${(milliseconds / 1000).toFixed(1)} s`;
};
