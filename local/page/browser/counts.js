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
  /** @type {readonly NumberedRequest[]} */
  let all = [];
  let unsaid = 0;
  let unsaidRefused = 0;

  setInterval(() => drawPulse(bars, all), BAR_MS);
  setInterval(() => {
    if (unsaid === 0) return;
    announce(
      `${counted(unsaid, 'new request')}, ${unsaidRefused} refused. ${users.textContent} users, ${groups.textContent} groups.`,
    );
    unsaid = 0;
    unsaidRefused = 0;
  }, ANNOUNCED_MS);

  return {
    /** @param {number | undefined} userCount @param {number | undefined} groupCount */
    showDirectory: (userCount, groupCount) => {
      if (userCount !== undefined) users.textContent = figureOf(userCount);
      if (groupCount !== undefined) groups.textContent = figureOf(groupCount);
    },
    /** @param {readonly NumberedRequest[]} kept @param {readonly NumberedRequest[]} fresh */
    showRequests: (kept, fresh) => {
      all = kept;
      unsaid += fresh.length;
      unsaidRefused += fresh.filter(isRefused).length;
      requests.textContent = figureOf(kept.at(-1)?.number ?? 0);
      quality.textContent = qualityOf(kept);
      drawPulse(bars, kept);
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

/** Requests in each of the last stretches of time, the newest at the right. @param {readonly Element[]} bars @param {readonly NumberedRequest[]} requests */
const drawPulse = (bars, requests) => {
  const now = Math.floor(Date.now() / BAR_MS);
  const heights = bars.map(() => 0);
  for (const { at } of requests) {
    const index = BARS - 1 - (now - Math.floor(at / BAR_MS));
    const height = heights[index];
    if (height !== undefined) heights[index] = height + 1;
  }
  const highest = Math.max(4, ...heights);
  for (const [index, bar] of bars.entries()) {
    const height = Math.max(1.5, ((heights[index] ?? 0) / highest) * HEIGHT);
    bar.setAttribute('height', String(height));
    bar.setAttribute('y', String(HEIGHT - height));
  }
};
