/** The feed as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
import type { ServerResponse } from 'node:http';
import type { RequestFeed } from './request-feed.ts';

/** The most requests in one event. */
const BATCH = 100;

/**
 * Sends what came after `lastEventId`, and then whatever comes. A reader that does not keep up is not waited
 * for and nothing is kept for it: once it reads on, it gets what the feed still has.
 * @param lastEventId of the event that the reader saw last, perhaps of another run of the server.
 */
export const streamFeed = (feed: RequestFeed, response: ServerResponse, lastEventId: string): void => {
  let number = numberIn(lastEventId, feed.run);
  let full = false;

  const send = (requests: ReturnType<RequestFeed['after']>): void => {
    number = requests.at(-1)?.number ?? number;
    const data = JSON.stringify({ run: feed.run, requests });
    full = !response.write(`id: ${feed.run}/${number}\ndata: ${data}\n\n`);
  };
  const sendAll = (): void => {
    while (!full) {
      const requests = feed.after(number, BATCH);
      if (requests.length === 0) return;
      send(requests);
    }
  };

  // Even an empty first event says which run this is.
  send(feed.after(number, BATCH));
  sendAll();
  const unsubscribe = feed.subscribe(sendAll);
  response.on('drain', () => {
    full = false;
    sendAll();
  });
  response.once('close', unsubscribe);
};

/** 0, which is before everything, for an id of another run. */
const numberIn = (lastEventId: string, run: string): number => {
  const number = lastEventId.startsWith(`${run}/`) ? Number(lastEventId.slice(run.length + 1)) : 0;
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
};
