/** How the commands are ended from outside. */

/** npm hands a Ctrl-C on to the command that has had it from the terminal already: two signals, one wish. */
const ONE_WISH_MS = 500;

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The part of `process` that is needed. */
export interface Endable {
  readonly on: (signal: NodeJS.Signals, listener: () => void) => unknown;
  readonly exit: (code: number) => unknown;
}

/**
 * Aborted by the first signal, so that everything can be ended in order. Whoever asks twice does not want to wait:
 * the process then exits at once.
 * @param code which it exits with
 * @param now milliseconds
 */
export const endingOf = (
  one: Endable,
  code: number,
  now: () => number = () => performance.now(),
): AbortSignal => {
  const ending = new AbortController();
  let asked = 0;
  const end = (): void => {
    if (!ending.signal.aborted) {
      asked = now();
      ending.abort();
    } else if (now() - asked > ONE_WISH_MS) one.exit(code);
  };
  for (const signal of SIGNALS) one.on(signal, end);
  return ending.signal;
};
