/** What a terminal shows, over time. */
import xterm from '@xterm/headless';
import type { Output, Size } from './session.ts';

/** A piece of a line in one style. */
export interface Span {
  readonly column: number;
  /** How many columns it takes. */
  readonly width: number;
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  /** 0 to 15, of the terminal's palette; undefined for the usual. */
  readonly colour: number | undefined;
}

export type Line = readonly Span[];

export interface Frame {
  /** Milliseconds since the command was started. */
  readonly at: number;
  /** From the top; empty ones, too. */
  readonly lines: readonly Line[];
}

/** The most pictures of a film; what is replaced between two of them is not in it. */
const FRAMES = 120;

/** As a terminal of this size shows it. The last frame is the whole output's. */
export const filmOf = async (
  output: readonly Output[],
  { columns, rows }: Size,
): Promise<readonly Frame[]> => {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const interval = (output.at(-1)?.at ?? 0) / FRAMES;
  const frames: Frame[] = [];
  for (const [index, { at, text }] of output.entries()) {
    await new Promise<void>((resolve) => terminal.write(text, resolve));
    const isLast = index === output.length - 1;
    const shown = frames.at(-1);
    if (!isLast && shown !== undefined && at - shown.at < interval) continue;
    frames.push({ at, lines: linesOn(terminal) });
  }
  terminal.dispose();
  return frames;
};

const linesOn = ({ buffer, rows }: xterm.Terminal): readonly Line[] =>
  Array.from({ length: rows }, (_, row) => {
    const line = buffer.active.getLine(buffer.active.viewportY + row);
    return line === undefined ? [] : spansOf(line);
  });

type Cell = Omit<Span, 'column'>;

const spansOf = (line: xterm.IBufferLine): Line => {
  const spans: Span[] = [];
  for (let column = 0; column < line.length; column += 1) {
    const cell = cellAt(line, column);
    if (cell === undefined) continue;
    const last = spans.at(-1);
    if (last !== undefined && isAlike(last, cell)) {
      spans[spans.length - 1] = { ...last, text: last.text + cell.text, width: last.width + cell.width };
    } else spans.push({ ...cell, column });
  }
  return trimmed(spans);
};

/** Undefined for the second half of a wide character. */
const cellAt = (line: xterm.IBufferLine, column: number): Cell | undefined => {
  const cell = line.getCell(column);
  if (cell === undefined || cell.getWidth() === 0) return undefined;
  return {
    text: cell.getChars() || ' ',
    width: cell.getWidth(),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    colour: cell.isFgPalette() ? cell.getFgColor() : undefined,
  };
};

const isAlike = (left: Cell, right: Cell): boolean =>
  left.bold === right.bold && left.dim === right.dim && left.colour === right.colour;

const trimmed = (spans: readonly Span[]): Line => {
  const last = spans.at(-1);
  if (last === undefined) return [];
  const text = last.text.trimEnd();
  if (text === '') return trimmed(spans.slice(0, -1));
  return [...spans.slice(0, -1), { ...last, text, width: last.width - (last.text.length - text.length) }];
};
