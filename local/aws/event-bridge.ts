/** EventBridge with one bus and no rule, as far as the functions use it: PutEvents. */
import { randomUUID } from 'node:crypto';
import { type Json, JsonReader } from '../json.ts';

export interface ReceivedEvent {
  readonly bus: string;
  readonly source: string;
  readonly type: string;
  /** As JSON. */
  readonly detail: string;
}

export interface EventBridge {
  /** Answers PutEvents: takes every event. */
  readonly put: (request: Json) => Json;
  /** The last events that were put, the oldest first. */
  readonly events: () => readonly ReceivedEvent[];
}

const KEPT = 1_000;

export const eventBridge = (): EventBridge => {
  let kept: readonly ReceivedEvent[] = [];
  return {
    put: (request) => {
      const received = new JsonReader(request, 'request').list('Entries').map((one, index) => {
        const entry = new JsonReader(one, `request.Entries[${index}]`);
        return {
          bus: entry.string('EventBusName'),
          source: entry.string('Source'),
          type: entry.string('DetailType'),
          detail: entry.string('Detail'),
        };
      });
      kept = [...kept, ...received].slice(-KEPT);
      return { FailedEntryCount: 0, Entries: received.map(() => ({ EventId: randomUUID() })) };
    },
    events: () => kept,
  };
};
