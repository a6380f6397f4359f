/** How far a run is: bars at a terminal, a line a phase in a pipe. */
import { bar, printAbove, redraw, type Screen } from './bar.ts';

export interface Phase {
  readonly step: () => void;
  readonly end: () => void;
}

export interface Progress {
  readonly begin: (title: string, total: number) => Phase;
  readonly line: (text: string) => void;
}

const REDRAW_MS = 80;

/** Where a command says something. */
export interface Outlet {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Where bars are drawn; undefined where nobody watches. */
  readonly screen: Screen | undefined;
}

/** @param json whether standard output belongs to the result, for a script to read */
export const progressOf = ({ out, error, screen }: Outlet, json: boolean): Progress => {
  const now = () => performance.now();
  return screen ? barsOfProgress(screen, now) : linesOfProgress(json ? error : out, now);
};

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
  let last = '';
  const line = (text: string) => printAbove(screen, text, last);
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
          last = drawing(title, done, total, drawn - began);
          redraw(screen, last);
        },
        end: () => {
          last = '';
          line(summary(title, done, total, now() - began));
        },
      };
    },
  };
};

const drawing = (title: string, done: number, total: number, milliseconds: number): string => {
  const left = milliseconds > 0 ? `${Math.ceil(((total - done) * milliseconds) / done / 1000)} s left` : '';
  return `${title.padEnd(30)} ${bar(done / Math.max(total, 1))} ${done}/${total} ${left}`;
};

const summary = (title: string, done: number, total: number, milliseconds: number): string => {
  const count = done === total ? String(total) : `${done} of ${total}`;
  return `${title.padEnd(30)} ${count.padStart(12)}  ${(milliseconds / 1000).toFixed(1)} s`;
};
