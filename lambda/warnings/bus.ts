import { setTimeout as pause } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type BusEvent, EVENT_SOURCE } from './event.ts';

/** The most entries of one call of PutEvents. */
export const MOST_AT_ONCE = 10;

/** Takes at most `MOST_AT_ONCE` events. @returns for each of them whether the bus has taken it @throws the SDK's errors */
export type PutEvents = (events: readonly BusEvent[]) => Promise<readonly boolean[]>;

const ATTEMPTS = 3;
const PAUSE_MS = 200;

/** An event bus. What it refuses of a call that succeeds, the SDK does not send again; this does. */
export const eventBus =
  (client: EventBridgeClient, name: string): PutEvents =>
  async (events) => {
    const taken = new Set<BusEvent>();
    for (let attempt = 1; attempt <= ATTEMPTS && taken.size < events.length; attempt += 1) {
      if (attempt > 1) await pause(PAUSE_MS * attempt);
      const sent = events.filter((event) => !taken.has(event));
      const { Entries = [] } = await client.send(
        new PutEventsCommand({
          Entries: sent.map(({ type, detail }) => ({
            EventBusName: name,
            Source: EVENT_SOURCE,
            DetailType: type,
            Detail: JSON.stringify(detail),
          })),
        }),
      );
      for (const [index, event] of sent.entries())
        if (Entries[index]?.EventId !== undefined) taken.add(event);
    }
    return events.map((event) => taken.has(event));
  };
