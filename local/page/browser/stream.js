/** Follows the requests by server-sent events. The browser connects again by itself, and goes on where it was. */
/** @import { NumberedRequest } from '../request-feed.ts' */
import { find } from './dom.js';

/** As many as the server keeps. */
const KEPT = 500;

/** @typedef {{ readonly fresh: readonly NumberedRequest[], readonly all: readonly NumberedRequest[], readonly restarted: boolean }} News */

/** @param {(news: News) => void} tell each time something came; `all` is oldest first */
export const followRequests = (tell) => {
  const live = find('live', HTMLParagraphElement);
  const source = new EventSource('/page/events');
  let run = '';
  /** @type {NumberedRequest[]} */
  let all = [];
  /** @type {NumberedRequest[]} */
  let fresh = [];
  let restarted = false;
  let scheduled = false;

  /** @param {'live' | 'waiting'} state @param {string} text */
  const show = (state, text) => {
    live.dataset['state'] = state;
    live.textContent = text;
  };

  // Many events a second become one change of the page a frame; a hidden tab gets none.
  const tellOnce = () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      tell({ fresh, all, restarted });
      fresh = [];
      restarted = false;
    });
  };

  source.addEventListener('open', () => show('live', 'Live'));
  source.addEventListener('error', () => show('waiting', 'Connecting'));
  source.addEventListener('message', ({ data }) => {
    /** @type {{ readonly run: string, readonly requests: readonly NumberedRequest[] }} */
    const event = JSON.parse(data);
    if (event.run !== run) {
      run = event.run;
      all = [];
      fresh = [];
      restarted = true;
    }
    all = [...all, ...event.requests].slice(-KEPT);
    fresh = [...fresh, ...event.requests].slice(-KEPT);
    tellOnce();
  });
};
