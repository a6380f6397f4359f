/** A film of a terminal as an SVG that plays once, and then goes on showing what is there at the end. */
import type { Frame, Line, Span } from './film.ts';
import type { Size } from './session.ts';

/** Readable on light and dark pages alike, since it has a ground of its own. */
const GROUND = '#161b22';
const BORDER = '#3d444d';
const TEXT = '#d9dee4';
const QUIET = '#9198a1';
/** Black, red, green, yellow, blue, magenta, cyan, white; then the bright ones. */
const PALETTE = [
  ...['#6e7681', '#ff7b72', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#d9dee4'],
  ...['#8b949e', '#ffa198', '#7ee787', '#f2cc60', '#a5d6ff', '#e2c5ff', '#76e3ea', '#ffffff'],
];

const COLUMN = 8.4;
const ROW = 19;
const PADDING = 16;
const BAR = 34;
/** A film that takes longer is played faster. */
const LONGEST_MS = 15_000;

/** A line of text at its place, while it is there. Undefined: to the end. */
interface Stay {
  readonly row: number;
  readonly line: Line;
  readonly from: number;
  readonly until: number | undefined;
}

export const svgOf = (title: string, frames: readonly Frame[], { columns, rows }: Size): string => {
  const speed = Math.max(1, Math.ceil((frames.at(-1)?.at ?? 0) / LONGEST_MS));
  const width = Math.ceil(columns * COLUMN + 2 * PADDING);
  const height = BAR + rows * ROW + PADDING;
  const right =
    speed === 1
      ? ''
      : `<text class="q" x="${width - PADDING}" y="22" text-anchor="end">${speed}× speed</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" xml:space="preserve">
<title>${escaped(title)}</title>
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: ${TEXT}; white-space: pre }
.q { fill: ${QUIET}; font-size: 12px }
.b { font-weight: 700 }
.d { fill: ${QUIET} }
${PALETTE.map((colour, index) => `.c${index} { fill: ${colour} }`).join('\n')}
@keyframes hidden { from, to { visibility: hidden } }
@keyframes visible { from, to { visibility: visible } }
.later { animation: hidden step-end }
.while { visibility: hidden; animation: visible step-end }
@media (prefers-reduced-motion: reduce) { .later, .while { animation: none } }
</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" fill="${GROUND}" stroke="${BORDER}"/>
<g fill="${BORDER}"><circle cx="20" cy="17" r="5"/><circle cx="37" cy="17" r="5"/><circle cx="54" cy="17" r="5"/></g>
<text class="q" x="${width / 2}" y="22" text-anchor="middle">${escaped(title)}</text>${right}
${staysOf(frames)
  .map((stay) => lineOf(stay, speed))
  .join('\n')}
</svg>
`;
};

/** How long each line stays where it is. */
const staysOf = (frames: readonly Frame[]): readonly Stay[] => {
  const ended: Stay[] = [];
  let there = new Map<number, Stay>();
  for (const { at, lines } of frames) {
    const now = new Map<number, Stay>();
    for (const [row, line] of lines.entries()) {
      const before = there.get(row);
      const isSame = before !== undefined && JSON.stringify(before.line) === JSON.stringify(line);
      if (before !== undefined && !isSame) ended.push({ ...before, until: at });
      if (isSame) now.set(row, before);
      else if (line.length > 0) now.set(row, { row, line, from: at, until: undefined });
    }
    there = now;
  }
  return [...ended, ...there.values()];
};

const lineOf = ({ row, line, from, until }: Stay, speed: number): string => {
  const seconds = (milliseconds: number): string => `${(milliseconds / speed / 1000).toFixed(2)}s`;
  // Without animations, the picture is the end of the film.
  const [kind, timing] =
    until === undefined
      ? ['later', `duration:${seconds(from)}`]
      : ['while', `delay:${seconds(from)};animation-duration:${seconds(until - from)}`];
  const y = BAR + row * ROW + 14;
  return `<text class="${kind}" style="animation-${timing}" y="${y}">${line.map(spanOf).join('')}</text>`;
};

/** Each has its place and its length, whatever the font. */
const spanOf = ({ column, width, text, bold, dim, colour }: Span): string => {
  const lead = text.length - text.trimStart().length;
  const shown = text.trim();
  if (shown === '') return '';
  const classes = [bold && 'b', dim && 'd', colour !== undefined && `c${colour}`].filter(Boolean).join(' ');
  const x = PADDING + (column + lead) * COLUMN;
  const length = (width - (text.length - shown.length)) * COLUMN;
  const attributes = `x="${x.toFixed(1)}" textLength="${length.toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
  return `<tspan ${classes === '' ? '' : `class="${classes}" `}${attributes}>${escaped(shown)}</tspan>`;
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
