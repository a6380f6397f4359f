/** The figures: how many users, groups and requests, how the requests fare, and their pulse. */
/** @import { NumberedRequest } from '../request-feed.ts' */
import { announce, find } from './dom.js';
import { counted, figureOf, latencyOf } from './wording.js';

const BARS = 45;
const BAR_MS = 2_000;
const BAR_WIDTH = 4;
const HEIGHT = 44;
/** How often, at most, the figures are said to whoever listens. */
const ANNOUNCED_MS = 10_000;
const SVG = 'http://www.w3.org/2000/svg';

export const counts = () => {
  const users = find('count-users', HTMLParagraphElement);
  const groups = find('count-groups', HTMLParagraphElement);
  const requests = find('count-requests', HTMLParagraphElement);
  const quality = find('quality', HTMLParagraphElement);
  const bars = makeBars(find('pulse', SVGSVGElement));
  const pulse = tally();
  let unsaid = 0;
  let unsaidRefused = 0;

  setInterval(() => drawPulse(bars, pulse.heights()), BAR_MS);
  setInterval(() => {
    if (unsaid === 0) return;
    announce(
      `${counted(unsaid, 'new request')}, ${unsaidRefused} refused. ${users.textContent} users, ${groups.textContent} groups.`,
    );
    unsaid = 0;
    unsaidRefused = 0;
  }, ANNOUNCED_MS);

  return {
    /** @param {number} userCount @param {number} groupCount */
    showDirectory: (userCount, groupCount) => {
      users.textContent = figureOf(userCount);
      groups.textContent = figureOf(groupCount);
    },
    /** @param {readonly NumberedRequest[]} kept @param {readonly NumberedRequest[]} fresh */
    showRequests: (kept, fresh) => {
      pulse.add(fresh);
      unsaid += fresh.length;
      unsaidRefused += fresh.filter(isRefused).length;
      requests.textContent = figureOf(kept.at(-1)?.number ?? 0);
      quality.textContent = qualityOf(kept);
      drawPulse(bars, pulse.heights());
    },
  };
};

/** @param {NumberedRequest} request */
const isRefused = ({ status }) => status >= 400;

/** @param {readonly NumberedRequest[]} requests */
const qualityOf = (requests) => {
  const latencies = requests.map(({ milliseconds }) => milliseconds).toSorted((left, right) => left - right);
  const median = latencies[Math.floor(latencies.length / 2)];
  if (median === undefined) return '';
  return `median ${latencyOf(median)}, ${figureOf(requests.filter(isRefused).length)} refused`;
};

/** @param {SVGSVGElement} pulse */
const makeBars = (pulse) =>
  Array.from({ length: BARS }, (_, index) => {
    const bar = document.createElementNS(SVG, 'rect');
    bar.setAttribute('x', String(index * BAR_WIDTH));
    bar.setAttribute('width', String(BAR_WIDTH - 1.5));
    bar.setAttribute('rx', '1');
    pulse.append(bar);
    return bar;
  });

/** How many requests there were in each of the last stretches of time; more of them than the page keeps. */
const tally = () => {
  /** @type {Map<number, number>} */
  let numbers = new Map();
  const current = () => Math.floor(Date.now() / BAR_MS);
  return {
    /** @param {readonly NumberedRequest[]} requests */
    add: (requests) => {
      for (const { at } of requests) {
        const stretch = Math.floor(at / BAR_MS);
        numbers.set(stretch, (numbers.get(stretch) ?? 0) + 1);
      }
    },
    /** The newest is the last. */
    heights: () => {
      const first = current() - BARS + 1;
      numbers = new Map([...numbers].filter(([stretch]) => stretch >= first));
      return Array.from({ length: BARS }, (_, index) => numbers.get(first + index) ?? 0);
    },
  };
};

/** @param {readonly Element[]} bars @param {readonly number[]} numbers */
const drawPulse = (bars, numbers) => {
  const highest = Math.max(4, ...numbers);
  for (const [index, bar] of bars.entries()) {
    const height = Math.max(1.5, ((numbers[index] ?? 0) / highest) * HEIGHT);
    bar.setAttribute('height', String(height));
    bar.setAttribute('y', String(HEIGHT - height));
  }
};
