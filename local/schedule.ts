/** Functions that are invoked at a rate, as EventBridge invokes them. */
import type { Invoke } from './lambda/service.ts';

export interface ScheduleDefinition {
  readonly everyMs: number;
  readonly functionName: string;
  /** The event as JSON. */
  readonly payload: string;
}

/**
 * Keeps the schedules until it is told to stop. What becomes of an invocation is for the function's log to tell.
 * @returns what stops them
 */
export const keepSchedules = (schedules: readonly ScheduleDefinition[], invoke: Invoke): (() => void) => {
  const timers = schedules.map(({ everyMs, functionName, payload }) =>
    setInterval(() => {
      invoke(functionName, payload)?.catch(() => {});
    }, everyMs),
  );
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
};
