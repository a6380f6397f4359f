import { type Curves, ratioOf } from './curves.ts';
import type { Growth } from './part.ts';

/** One of the two diagrams, in the picture's own units. */
const PANEL = { width: 560, height: 330, left: 44, right: 256, top: 54, bottom: 40 };
const GAP = 12;
/** Lines of text that are closer would run into one another. */
const LINE = 15;
const DOT = 3.5;

/** What is above or below stands at the edge. */
const LOWEST = 0.5;
const HIGHEST = 8;
const TICKS = [0.5, 1, 2, 4, 8];

const STYLE = `
  svg { font: 12px system-ui, sans-serif; --ink: #1f2328; --soft: #59636e; --rule: #d8dee4; --ground: #ffffff;
        --c0: #2a78d6; --c1: #d9590b; --c2: #148f63; --c3: #9a6700; --c4: #c2368a; --c5: #6f4fd8; }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #e6edf3; --soft: #9198a1; --rule: #30363d; --ground: #0d1117;
          --c0: #5ba3f5; --c1: #f0883e; --c2: #3fb98a; --c3: #d6a021; --c4: #f07cc0; --c5: #a68cf5; }
  }
  .ground { fill: var(--ground); } text { fill: var(--ink); } .soft { fill: var(--soft); }
  .title { font-weight: 600; font-size: 14px; } .rule { stroke: var(--rule); } .one { stroke: var(--soft); }
  .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
  .lead { fill: none; stroke: var(--rule); }`;

/** The curves of all operations, each against its own time at the smallest size, as SVG. */
export const growthPicture = ({ users, members }: Growth): string => {
  const width = 2 * PANEL.width + GAP;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${PANEL.height}" role="img" aria-label="How operations grow with users and members">
<style>${STYLE}
</style>
<rect class="ground" width="${width}" height="${PANEL.height}"/>
${panel(users, 'users of a tenant', 0)}
${panel(members, 'members of a group', PANEL.width + GAP)}
</svg>
`;
};

const panel = ({ sizes, operations }: Curves, of: string, shift: number): string => {
  const x = (size: number) =>
    fixed(
      PANEL.left + part(size, sizes[0] ?? 1, sizes.at(-1) ?? 1) * (PANEL.width - PANEL.left - PANEL.right),
    );
  const names = Object.entries(operations).map(([name, curve], index) => ({
    text: `${name}, ${Number.isFinite(ratioOf(curve)) ? `${ratioOf(curve).toFixed(2)}×` : 'failed'}`,
    color: `var(--c${index})`,
    points: curve.p50.flatMap((time, at) =>
      time === null ? [] : [{ x: x(sizes[at] ?? 1), y: y(time / (curve.p50[0] ?? time)) }],
    ),
  }));
  const labels = spread(names.map(({ points }) => points.at(-1)?.y ?? 0));
  const end = PANEL.width - PANEL.right;
  return [
    `<g transform="translate(${shift} 0)">`,
    `<text class="title" x="${PANEL.left}" y="20">With ${of}</text>`,
    `<text class="soft" x="${PANEL.left}" y="38">median time, against that at ${amount(sizes[0] ?? 1)}</text>`,
    ...TICKS.map(
      (tick) =>
        `<line class="${tick === 1 ? 'one' : 'rule'}" x1="${PANEL.left}" x2="${end}" y1="${y(tick)}" y2="${y(tick)}"/>` +
        `<text class="soft" x="${PANEL.left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick}×</text>`,
    ),
    ...sizes.map(
      (size) =>
        `<text class="soft" x="${x(size)}" y="${PANEL.height - 16}" text-anchor="middle">${amount(size)}</text>`,
    ),
    ...names.map(({ text, color, points }, index) => {
      const last = points.at(-1) ?? { x: 0, y: 0 };
      const label = labels[index] ?? last.y;
      return [
        `<polyline class="curve" style="stroke: ${color}" points="${points.map((at) => `${at.x},${at.y}`).join(' ')}"/>`,
        ...points.map((at) => `<circle style="fill: ${color}" cx="${at.x}" cy="${at.y}" r="${DOT}"/>`),
        `<polyline class="lead" points="${last.x + 5},${last.y} ${end + 14},${label} ${end + 18},${label}"/>`,
        `<circle style="fill: ${color}" cx="${end + 24}" cy="${label}" r="${DOT}"/>`,
        `<text x="${end + 32}" y="${label + 4}">${text}</text>`,
      ].join('');
    }),
    '</g>',
  ].join('\n');
};

const y = (ratio: number): number => {
  const shown = Math.min(HIGHEST, Math.max(LOWEST, ratio));
  const height = PANEL.height - PANEL.top - PANEL.bottom;
  return fixed(PANEL.top + (1 - part(shown, LOWEST, HIGHEST)) * height);
};

/** Where a value lies between two others on a logarithmic scale, 0 to 1. */
const part = (value: number, from: number, to: number): number =>
  to === from ? 0 : Math.log(value / from) / Math.log(to / from);

/** Heights close to those that were wanted, in the same order, and a line apart from one another. */
const spread = (wanted: readonly number[]): readonly number[] => {
  const order = wanted.map((height, index) => ({ height, index })).sort((a, b) => a.height - b.height);
  const block = (order.length - 1) * LINE;
  const mean = order.reduce((sum, { height }) => sum + height, 0) / Math.max(1, order.length);
  const crowded = order.some(({ height }, at) => at > 0 && height - (order[at - 1]?.height ?? 0) < LINE);
  const top = Math.min(mean - block / 2, PANEL.height - PANEL.bottom - block);
  const placed = order.map(({ height, index }, at) => ({
    index,
    height: crowded ? top + at * LINE : height,
  }));
  return placed.sort((a, b) => a.index - b.index).map(({ height }) => fixed(height));
};

const amount = (size: number): string =>
  size >= 1_000 ? `${(size / 1_000).toLocaleString('en')} k` : String(size);

const fixed = (value: number): number => Number(value.toFixed(1));
